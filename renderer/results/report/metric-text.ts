import type { Metric } from '../../../contract/report.ts';

const known: Readonly<Record<string, string>> = {
  'roc-auc': 'ROC AUC',
  'pr-auc': 'PR AUC',
  f1: 'F1',
  'log-loss': 'Log loss',
  mae: 'MAE',
  mse: 'MSE',
  rmse: 'RMSE',
  'median-ae': 'Median AE',
  r2: 'R²',
  mape: 'MAPE',
  mcc: 'MCC',
  'matthews-correlation': 'MCC',
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A metric's standard name as people write it. */
export const metricTitle = (name: string): string => known[name] ?? sentence(name.replaceAll('-', ' '));

/** A number with as many digits as help: three decimals below ten, four digits above. */
export const shownNumber = (value: number): string => {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return String(value);
  if (size >= 1e7 || (size !== 0 && size < 0.0005)) return value.toExponential(2);
  if (Number.isInteger(value)) return value.toLocaleString('en-GB');
  if (size < 10) return value.toFixed(3);
  if (size < 1000) return value.toFixed(size < 100 ? 2 : 1);
  return Math.round(value).toLocaleString('en-GB');
};

/** A measured value: a whole one below ten has its decimals too, as its neighbours have. */
export const metricValue = (value: number | null): string => {
  if (value === null) return 'undefined';
  return Number.isInteger(value) && Math.abs(value) < 10 ? value.toFixed(3) : shownNumber(value);
};

/** How the numbers of one column are written, so that their points stand below one another. */
export const columnNumber = (values: readonly unknown[]): ((value: number) => string) => {
  const numbers = values.filter((value) => typeof value === 'number');
  const small = numbers.every((value) => Math.abs(value) < 10);
  return small && !numbers.every(Number.isInteger)
    ? (value) => value.toFixed(3).replace(/^-(0\.0+)$/, '$1')
    : shownNumber;
};

/** As many decimals as the other end has: 0.950 – 1.000. */
const sided = (value: number, other: number): string =>
  Number.isInteger(value) && !Number.isInteger(other) && Math.abs(value) < 10 && Math.abs(other) < 10
    ? value.toFixed(3)
    : shownNumber(value);

/** The 95 % interval in words; undefined where there is none. */
export const intervalText = ({ low, high }: Pick<Metric, 'low' | 'high'>): string | undefined =>
  low === undefined || high === undefined ? undefined : `${sided(low, high)} – ${sided(high, low)}`;

/** A metric as a sentence, for those who cannot see the tile. */
export const metricSentence = (metric: Metric): string => {
  const interval = intervalText(metric);
  const baseline =
    metric.baseline === undefined || metric.baseline === null ? '' : `, baseline ${shownNumber(metric.baseline)}`;
  const between = interval ? `, 95 % interval ${interval}` : '';
  return `${metricTitle(metric.name)} ${metricValue(metric.value)} on ${metric.n.toLocaleString('en-GB')} ${metric.part} rows${between}${baseline}`;
};
