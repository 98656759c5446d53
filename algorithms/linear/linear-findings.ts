import type { Matrix } from '../../contract/matrix.ts';
import type { Finding } from '../../contract/report.ts';
import type { Design } from './design.ts';
import type { Minimum } from './newton.ts';

export const notConverged = (minimum: Minimum): Finding => ({
  code: 'train.not-converged',
  severity: 'warning',
  message: `The fit stopped after ${minimum.iterations} iterations short of the optimum. Raise the iterations, or penalise more.`,
  value: minimum.iterations,
});

export const separated: Finding = {
  code: 'train.separated',
  severity: 'warning',
  message:
    'The features tell some classes apart without a single error, so without a penalty the coefficients grow without limit. Use the l2 penalty.',
};

/** Features that got the coefficient 0 because they are constant or combinations of others. */
export const dependentFeatures = (
  { dependent }: Pick<Minimum, 'dependent'>,
  outputs: number,
  { features, width }: Pick<Design, 'features' | 'width'>,
): readonly number[] => {
  const times = new Map<number, number>();
  for (const at of dependent) times.set(at % width, (times.get(at % width) ?? 0) + 1);
  // Softmax leaves one output undetermined for every column; a column that depends on others is so for each output.
  const expected = outputs > 1 ? 1 : 0;
  return [...times].flatMap(([at, count]) => (at < features && count > expected ? [at] : [])).sort((a, b) => a - b);
};

/** Columns that vary but are combinations of others, so that their coefficients say nothing by themselves. */
export const dependentColumns = (
  dependent: readonly number[],
  x: Matrix,
): { readonly names: readonly string[]; readonly findings: readonly Finding[] } => {
  const varies = (feature: number): boolean => {
    const column = x.data.subarray(feature * x.rows, (feature + 1) * x.rows);
    return column.some((value) => value !== column[0]);
  };
  const names = dependent.filter(varies).map((at) => x.columns[at]?.name ?? '');
  if (names.length === 0) return { names, findings: [] };
  const finding: Finding = {
    code: 'train.collinear',
    severity: 'info',
    message: `${names.length} columns are combinations of others and got the coefficient 0. Predictions do not suffer; to read the coefficients, drop one of each group or use a penalty.`,
    value: names.length,
    examples: names.slice(0, 5),
  };
  return { names, findings: [finding] };
};
