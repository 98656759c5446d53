import {
  type Inference,
  type InferredCoefficient,
  inferCoefficients,
  type NoInference,
} from '../../algorithms/linear/inference.ts';
import type { Estimator } from '../../contract/matrix.ts';
import type { FitDescription, FittedFeatures } from '../../contract/node.ts';
import type { Fact, ReportTable } from '../../contract/report.ts';

/** More rows than anybody reads; beyond, those with the largest effect are shown. */
const mostRows = 500;

const reasons: Readonly<Record<NoInference, string>> = {
  penalty:
    'not defined under a penalty, which pulls coefficients towards zero on purpose; choose the penalty none for them',
  separated: 'not defined, because the features tell the classes apart without an error',
  'many-coefficients': 'not computed for so many coefficients',
  'few-rows': 'not defined, because there are no more rows than coefficients',
  'not-converged': 'not computed, because the fit stopped short of the optimum',
};

/** The outputs as the table names them: of more than two classes, against the first one where errors are told. */
const outputsOf = ({ json }: Estimator, { classes, target }: FittedFeatures): readonly string[] => {
  if (classes.length === 0) return [target];
  const present = (json['present'] as readonly number[]).map((code) => classes[code] ?? '');
  return present.length === 2 ? [present[1] ?? ''] : present;
};

const titleOf = ({ json }: Estimator, { classes, target }: FittedFeatures, known: boolean): string => {
  if (classes.length === 0) return `Coefficients: change of “${target}” by one unit of each column`;
  const present = (json['present'] as readonly number[]).map((code) => `“${classes[code]}”`);
  if (present.length === 2) return `Coefficients: log-odds of ${present[1]} against ${present[0]}`;
  return known ? `Coefficients: log-odds of each class against ${present[0]}` : 'Coefficients: score of each class';
};

/** Effect of a change by one deviation, to rank columns of different units. */
const effectOf = ({ feature, value }: InferredCoefficient, { columns }: FittedFeatures): number =>
  feature === undefined ? Number.POSITIVE_INFINITY : Math.abs(value) * (columns[feature]?.scale?.deviation ?? 1);

const mostTelling = (rows: readonly InferredCoefficient[], about: FittedFeatures): readonly InferredCoefficient[] => {
  if (rows.length <= mostRows) return rows;
  const effects = rows.map((row) => effectOf(row, about)).sort((a, b) => b - a);
  const least = effects[mostRows - 1] ?? 0;
  return rows.filter((row) => effectOf(row, about) >= least).slice(0, mostRows);
};

/** Coefficients in the units of the columns, with standard errors where they are defined, or why they are not. */
export const describeCoefficients = (estimator: Estimator, about: FittedFeatures): FitDescription => {
  const inference = estimator.json['inference'] as unknown as Inference | undefined;
  if (!inference) return {};
  const all = inferCoefficients(
    estimator,
    inference,
    about.columns.map(({ scale }) => scale),
  );
  const shown = mostTelling(all, about);
  const outputs = outputsOf(estimator, about);
  const statistic = inference.known && inference.degrees !== undefined ? 't' : 'z';
  const errors = inference.known ? ['standard error', statistic, 'p', '95 % from', '95 % to'] : [];
  const lines = shown.map(({ output, feature, value, error, statistic: size, p, low, high }) => [
    ...(outputs.length > 1 ? [outputs[output] ?? ''] : []),
    feature === undefined ? 'intercept' : (about.columns[feature]?.name ?? ''),
    value,
    ...(inference.known ? [error, size, p, low, high] : []),
  ]);
  const table: ReportTable = {
    title: titleOf(estimator, about, inference.known),
    columns: [...(outputs.length > 1 ? ['class'] : []), 'term', 'coefficient', ...errors],
    rows: lines,
  };
  return { tables: [table], facts: [errorFact(inference), ...shortened(shown.length, all.length)] };
};

const errorFact = (inference: Inference): Fact => ({
  label: 'Standard errors',
  value: !inference.known
    ? reasons[inference.reason]
    : inference.degrees === undefined
      ? 'from the inverse of Fisher’s information; weights count as so many rows'
      : `from the residuals, with ${inference.degrees.toLocaleString('en')} degrees of freedom`,
});

const shortened = (shown: number, all: number): readonly Fact[] =>
  shown === all ? [] : [{ label: 'Coefficients', value: `the ${shown} with the largest effect of ${all} are shown` }];
