import { type Measured, measureClassification } from '../../algorithms/metrics/measure-classification.ts';
import { measureRegression } from '../../algorithms/metrics/measure-regression.ts';
import { predictedClasses } from '../../algorithms/metrics/predicted-classes.ts';
import type { HeldOut } from '../../contract/context.ts';

/** One fold, measured on the rows that it held out. */
export interface MeasuredFold {
  readonly n: number;
  readonly seconds: number;
  readonly metrics: readonly Measured[];
  /** Rows of classes that the fold could not know; they are not measured. */
  readonly unknown: number;
}

const knownRows = (given: Float64Array): readonly number[] =>
  [...given.keys()].filter((row) => !Number.isNaN(given[row]));

export const measureFold = (
  { classes }: Pick<HeldOut, 'classes'>,
  { given, predicted, seconds }: HeldOut['folds'][number],
): MeasuredFold => {
  const rows = knownRows(given);
  const width = Math.max(1, classes.length);
  const all = rows.length === given.length;
  const actual = all ? given : Float64Array.from(rows, (row) => given[row] as number);
  const values = all
    ? predicted
    : Float64Array.from({ length: rows.length * width }, (_, cell) => {
        const row = rows[Math.floor(cell / width)] as number;
        return predicted[row * width + (cell % width)] as number;
      });
  const metrics: readonly Measured[] =
    classes.length === 0
      ? measureRegression(actual, values)
      : measureClassification({
          actual,
          predicted: predictedClasses(values, classes.length),
          probabilities: values,
          classes: classes.length,
        }).metrics;
  return { n: rows.length, seconds, metrics, unknown: given.length - rows.length };
};

/** The value of a metric in a fold; null where it is undefined. */
export const scoreIn = ({ metrics }: MeasuredFold, metric: string): number | null =>
  metrics.find(({ name }) => name === metric)?.value ?? null;
