import { readFileSync } from 'node:fs';
import type { Matrix } from '../../contract/matrix.ts';

interface StoredDesign {
  readonly columns: readonly string[];
  readonly x: readonly (readonly number[])[];
  readonly classes: readonly string[];
  readonly first: readonly number[];
}

export interface GoldenDesign {
  /** Column-major features. */
  readonly x: Matrix;
  readonly classes: readonly string[];
  /** Class codes. */
  readonly codes: Float64Array;
  /** The first column, not standardised. */
  readonly first: Float64Array;
}

const stored = (
  JSON.parse(readFileSync(new URL('designs.json', import.meta.url), 'utf8')) as {
    readonly data: Readonly<Record<string, StoredDesign>>;
  }
).data;

export const matrixOf = (names: readonly string[], rows: readonly (readonly number[])[]): Matrix => {
  const data = new Float32Array(rows.length * names.length);
  rows.forEach((row, at) => {
    row.forEach((value, column) => {
      data[column * rows.length + at] = value;
    });
  });
  return { rows: rows.length, columns: names.map((name) => ({ name, kind: 'number', levels: [] })), data };
};

export const goldenDesign = (name: string): GoldenDesign => {
  const design = stored[name];
  if (!design) throw new Error(`There is no golden design ${name}`);
  const classes = [...new Set(design.classes)].sort();
  return {
    x: matrixOf(design.columns, design.x),
    classes,
    codes: Float64Array.from(design.classes, (label) => classes.indexOf(label)),
    first: Float64Array.from(design.first),
  };
};

/** The design without its first column. */
export const withoutFirst = ({ rows, columns, data }: Matrix): Matrix => ({
  rows,
  columns: columns.slice(1),
  data: data.slice(rows),
});

/** The columns of a design as doubles, as the reference had them. */
export const goldenDoubles = (name: string): readonly Float64Array[] => {
  const design = stored[name];
  if (!design) throw new Error(`There is no golden design ${name}`);
  return design.columns.map((_, column) => Float64Array.from(design.x, (row) => row[column] ?? Number.NaN));
};
