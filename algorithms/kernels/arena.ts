/** Plans where arrays stand in one memory, before there is any: addresses are bytes from its start, on whole cache lines. */
export interface Arena {
  take(bytes: number): number;
  readonly bytes: number;
}

const line = 64;

export const createArena = (): Arena => {
  // Address 0 stays free: it stands for “no array”.
  let next = line;
  return {
    take: (bytes) => {
      const at = next;
      next += Math.ceil(bytes / line) * line;
      return at;
    },
    get bytes() {
      return next;
    },
  };
};
