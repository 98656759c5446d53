import type { Column } from '../../contract/column.ts';

/** A generated column: numbers (missing is NaN), or texts. */
export interface GeneratedColumn extends Column {
  readonly values: Float64Array | readonly string[];
}

export interface GeneratorOptions {
  readonly rows: number;
  readonly seed: number;
  /** Strength of what can't be explained; 1 is the generator's usual. */
  readonly noise: number;
  /** Share of the rarer class, where there are classes; the generator's own where absent. */
  readonly imbalance?: number | undefined;
}

/** Makes the columns of a table. The same options give the same values on every machine. */
export type Generator = (options: GeneratorOptions) => readonly GeneratedColumn[];

export const feature = (
  name: string,
  values: Float64Array,
  type: 'number' | 'integer' = 'number',
): GeneratedColumn => ({
  name,
  type,
  role: 'feature',
  values,
});

export const level = (name: string, values: readonly string[]): GeneratedColumn => ({
  name,
  type: 'category',
  role: 'feature',
  values,
});

export const asTarget = (column: GeneratedColumn): GeneratedColumn => ({ ...column, role: 'target' });

/** `values` rounded to `digits` decimals, as measured data come. */
export const rounded = (value: number, digits: number): number => {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
};
