/** A stream of random numbers, the same for the same seed on every machine. */
export interface Random {
  /** Whole number in 0…2³²−1. */
  uint32(): number;
  /** Number in [0, 1) with 53 random bits. */
  next(): number;
  /** Whole number in 0…limit−1 without modulo bias. `limit` in 1…2³². */
  below(limit: number): number;
  /** Standard normal number. */
  normal(): number;
}

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

/** splitmix32: spreads seed and stream over the generator's state, so that neighbouring seeds have nothing in common. */
const spread = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
};

const initialState = (seed: number, stream: number): readonly [number, number, number, number] => {
  const low = spread(seed);
  const high = spread(Math.floor(seed / 4294967296) ^ 0x5bd1e995);
  const own = spread(Math.imul(stream + 1, 0x85ebca6b));
  const word = (): number => (low() ^ high() ^ own()) >>> 0;
  const state = [word(), word(), word(), word()] as const;
  return state.every((part) => part === 0) ? [1, 2, 3, 4] : state;
};

/**
 * xoshiro128** of Blackman and Vigna, “Scrambled linear pseudorandom number generators” (2021).
 * `stream` gives independent streams of one seed, for instance one a tree, so that work may be done in any order.
 */
export const createRandom = (seed: number, stream = 0): Random => {
  let [a, b, c, d] = initialState(seed, stream);
  const uint32 = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
  const next = (): number => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992;
  // The remainder of so large a number takes longer than all the rest; mostly the limit is the last one again.
  let known = 1;
  let usable = 4294967296;
  const below = (limit: number): number => {
    if (limit !== known) {
      known = limit;
      usable = 4294967296 - (4294967296 % limit);
    }
    let drawn = uint32();
    while (drawn >= usable) drawn = uint32();
    return drawn - Math.floor(drawn / limit) * limit;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return { uint32, next, below, normal };
};
