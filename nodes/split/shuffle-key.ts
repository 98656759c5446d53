const mask = '4294967295::UBIGINT';

/** One round of MurmurHash3's 32-bit finaliser (Appleby 2011) as nested selects: each value is needed twice. */
const mixed = (select: string): string => {
  const fold = (from: string, bits: number): string =>
    `SELECT * REPLACE (xor(__key, __key >> ${bits}) AS __key) FROM (${from})`;
  const times = (from: string, factor: number): string =>
    `SELECT * REPLACE ((__key * ${factor}::UBIGINT) & ${mask} AS __key) FROM (${from})`;
  return fold(times(fold(times(fold(select, 16), 0x85ebca6b), 13), 0xc2b2ae35), 16);
};

/** Seeds may be negative or large; the key takes 32 bits of them. */
const word = (seed: number): number => seed >>> 0;

/**
 * `select` gives `__row` among others; the answer adds `__key`, which puts the rows in an order that depends on the seed
 * and on nothing else: not on threads, not on the order in which rows arrive. No two rows below 2³² have the same key.
 */
export const withShuffleKey = (select: string, seed: number): string => {
  const first = `SELECT *, ((__row::UBIGINT & ${mask}) + ${word(seed)}::UBIGINT) & ${mask} AS __key FROM (${select})`;
  const second = `SELECT * REPLACE ((__key + ${word(Math.imul(seed, 0x9e3779b1) + 1)}::UBIGINT) & ${mask} AS __key) FROM (${mixed(first)})`;
  return mixed(second);
};
