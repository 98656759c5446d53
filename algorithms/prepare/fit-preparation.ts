import { type Matrix, type MatrixColumn, matrixColumn } from '../../contract/matrix.ts';
import type { Needs } from '../../contract/node.ts';
import type { Preparation } from '../../contract/values.ts';
import { median } from './median.ts';

/**
 * Learns from training rows what a learner with these needs has to be given: the median for missing numbers, the most
 * frequent code for missing categories that stay codes, centre and deviation of numbers (scikit-learn's SimpleImputer,
 * OneHotEncoder and StandardScaler). A category that is spread gets no fill: where it is missing all its columns are 0.
 */
export const fitPreparation = (x: Matrix, needs: Needs): Preparation =>
  preparationOf(
    x.columns,
    x.columns.map((_, index) => learnColumn(x, index, needs)),
  );

/** The same from columns that were learned one by one, by somebody who has other things to do in between. */
export const preparationOf = (columns: readonly MatrixColumn[], learned: readonly LearnedColumn[]): Preparation => ({
  input: columns,
  fill: learned.map(({ fill }) => fill),
  oneHot: learned.map(({ oneHot }) => oneHot),
  scale: learned.map(({ scale }) => scale),
  notes: notesOf(columns, learned),
});

export interface LearnedColumn {
  readonly fill: number | null;
  readonly missing: number;
  readonly oneHot: boolean;
  readonly scale: { readonly mean: number; readonly deviation: number } | null;
}

/** What is learned of one column of the training rows. */
export const learnColumn = (x: Matrix, index: number, needs: Needs): LearnedColumn => {
  const column = x.columns[index] as MatrixColumn;
  const values = matrixColumn(x, index);
  const oneHot = column.kind === 'category' && needs.categories === 'one-hot';
  const imputes = needs.missing === 'impute' && !oneHot;
  const fill = imputes ? (column.kind === 'category' ? commonest(values, column) : (median(values) ?? 0)) : null;
  const scale = needs.scale && column.kind === 'number' ? spread(values, fill) : null;
  return { fill, missing: countMissing(values), oneHot, scale };
};

const countMissing = (values: Float32Array): number => {
  let count = 0;
  for (const value of values) if (Number.isNaN(value)) count++;
  return count;
};

/** The first of equally frequent codes. */
const commonest = (values: Float32Array, column: MatrixColumn): number => {
  const counts = new Float64Array(Math.max(1, column.levels.length));
  for (const code of values) if (!Number.isNaN(code)) counts[code] = (counts[code] ?? 0) + 1;
  return counts.indexOf(Math.max(...counts));
};

/** Mean and population deviation in two passes, missing values filled; a constant column keeps the deviation 1. */
const spread = (values: Float32Array, fill: number | null): { readonly mean: number; readonly deviation: number } => {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    const filled = Number.isNaN(value) ? fill : value;
    if (filled === null) continue;
    sum += filled;
    count++;
  }
  const mean = count > 0 ? sum / count : 0;
  let squares = 0;
  for (const value of values) {
    const filled = Number.isNaN(value) ? fill : value;
    if (filled !== null) squares += (filled - mean) ** 2;
  }
  const deviation = count > 0 ? Math.sqrt(squares / count) : 0;
  // Rounding alone makes the deviation of a constant column a hair more than zero.
  return { mean, deviation: deviation > 1e-7 * Math.max(1, Math.abs(mean)) ? deviation : 1 };
};

const named = (columns: readonly MatrixColumn[]): string =>
  columns.length <= 3
    ? columns.map(({ name }) => name).join(', ')
    : `${columns
        .slice(0, 2)
        .map(({ name }) => name)
        .join(', ')} and ${columns.length - 2} more`;

const notesOf = (columns: readonly MatrixColumn[], learned: readonly LearnedColumn[]): readonly string[] => {
  const where = (claim: (one: LearnedColumn, column: MatrixColumn) => boolean): readonly MatrixColumn[] =>
    columns.filter((column, index) => {
      const one = learned[index];
      return one !== undefined && claim(one, column);
    });
  const filled = (kind: MatrixColumn['kind']) =>
    where((one, column) => one.fill !== null && one.missing > 0 && column.kind === kind);
  const steps: readonly [readonly MatrixColumn[], string][] = [
    [filled('number'), 'Missing numbers filled with the training median'],
    [filled('category'), 'Missing categories filled with the most frequent level'],
    [where((one) => one.oneHot), 'Categories spread to one column a level'],
    [where((one) => one.scale !== null), 'Numbers scaled to mean 0 and deviation 1'],
  ];
  return steps.flatMap(([touched, text]) => (touched.length > 0 ? [`${text}: ${named(touched)}`] : []));
};
