/**
 * Nodes of trees in one array, four words each:
 * 0 column and flags, −1 for a leaf · 1 threshold as float32 bits, or number of the category mask ·
 * 2 left child (the right one stands beside it), or for a leaf the number of its value · 3 training rows.
 * A row goes left where its value ≤ threshold, or its category's bit is set in the mask.
 */
export const nodeWords = 4;
export const columnBits = 0xffffff;
export const missingLeftFlag = 1 << 24;
export const categoryFlag = 1 << 25;
export const leaf = -1;

/** Words of a mask over the 256 bins of a category column. */
export const maskWords = 8;

/** A list of numbers that grows. */
export interface Growing<T extends Int32Array | Float64Array | Uint32Array> {
  values: T;
  length: number;
}

export const growTo = <T extends Int32Array | Float64Array | Uint32Array>(list: Growing<T>, length: number): void => {
  if (length > list.values.length) {
    const Larger = list.values.constructor as new (size: number) => T;
    const values = new Larger(Math.max(length, list.values.length * 2));
    values.set(list.values as never);
    list.values = values;
  }
  list.length = length;
};

/** All trees of a forest while they grow. */
export interface ForestNodes {
  readonly words: Growing<Int32Array>;
  readonly masks: Growing<Uint32Array>;
  /** Leaf values, `width` each: probabilities of the classes, or one number. */
  readonly leaves: Growing<Float64Array>;
  readonly roots: number[];
}

export const createForestNodes = (): ForestNodes => ({
  words: { values: new Int32Array(4096), length: 0 },
  masks: { values: new Uint32Array(64), length: 0 },
  leaves: { values: new Float64Array(1024), length: 0 },
  roots: [],
});
