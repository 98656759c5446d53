import { z } from 'zod';
import type { GoldenRows } from '../../../contract/values.ts';

const answerSchema = z.object({
  predicted: z.union([z.number(), z.string(), z.null()]),
  probabilities: z.record(z.string(), z.number().nullable()).optional(),
});

/** The golden rows as lines of JSON, the way a scorer reads them. */
export const goldenLines = ({ columns, rows }: GoldenRows): string =>
  rows.map((row) => `${JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, row[at]])))}\n`).join('');

const numbersOf = (line: string, classes: readonly string[]): readonly (number | null)[] => {
  const { predicted, probabilities } = answerSchema.parse(JSON.parse(line));
  if (probabilities) return classes.map((name) => probabilities[name] ?? null);
  return [typeof predicted === 'number' ? predicted : null];
};

const distance = (a: number | null, b: number | null): number => {
  if (a === null || b === null) return a === b ? 0 : Number.POSITIVE_INFINITY;
  return Math.abs(a - b) / Math.max(1, Math.abs(a), Math.abs(b));
};

/** The largest difference between numbers and those expected, relative to their size; infinite where they do not even match in number. */
export const largestDifference = (expected: readonly (number | null)[], given: readonly (number | null)[]): number => {
  if (expected.length !== given.length) return Number.POSITIVE_INFINITY;
  return expected.reduce<number>((most, value, at) => Math.max(most, distance(value, given[at] ?? null)), 0);
};

/** How far the lines that a scorer answered with are from what is expected. */
export const differenceOfLines = (golden: GoldenRows, classes: readonly string[], output: string): number => {
  try {
    const lines = output.split('\n').filter((line) => line !== '');
    return largestDifference(
      golden.expected,
      lines.flatMap((line) => numbersOf(line, classes)),
    );
  } catch {
    return Number.POSITIVE_INFINITY;
  }
};
