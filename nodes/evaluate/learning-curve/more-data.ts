import type { Interval } from '../../../algorithms/metrics/interval.ts';
import { metricEnds } from '../../../algorithms/metrics/metric-names.ts';
import type { Finding } from '../../../contract/report.ts';
import { spoken } from '../figure.ts';
import type { Growth } from './learned-sizes.ts';

/** Points that the last doubling must gain for more rows to be worth their price. */
const limit = 0.2;

const ranging = (interval: Interval | undefined, factor: number): string =>
  interval ? ` (${spoken(interval.low * factor)} to ${spoken(interval.high * factor)})` : '';

/** A share is told in points; an error, whose size says nothing by itself, in percent of what it was. */
const unitOf = (metric: string, before: number): { readonly factor: number; readonly unit: string } =>
  Number.isFinite(metricEnds(metric)[1])
    ? { factor: 100, unit: 'points' }
    : { factor: before === 0 ? Number.NaN : 100 / Math.abs(before), unit: '% of the error' };

const meanOf = (scores: readonly (number | null)[]): number =>
  scores.reduce<number>((sum, score) => sum + (score ?? 0), 0) / Math.max(1, scores.length);

/** Whether more rows would make the learner better, as far as its last doubling of rows tells. */
export const moreData = (growth: Growth | undefined, metric: string): Finding => {
  const told = { code: 'model.learning-curve', severity: 'info' } as const;
  if (!growth) return { ...told, message: `Can't tell whether more data helps: ${metric} is undefined in some folds.` };
  const { gain, from, to } = growth;
  const { factor, unit } = unitOf(metric, meanOf(from.scores));
  const points = gain.mean * factor;
  const size = `${spoken(points)}${ranging(gain.interval, factor)} ${unit} of ${metric}`.replace(
    'error of',
    'error in',
  );
  const rows = `from ${Math.round(from.rows).toLocaleString('en')} to ${Math.round(to.rows).toLocaleString('en')} rows`;
  const measured = { value: points, limit };
  if (!(points >= limit))
    return {
      ...told,
      ...measured,
      message: `More data does not help: ${rows}, a doubling gained ${size}, less than ${limit}.`,
    };
  const sure = gain.interval !== undefined && gain.interval.low > 0;
  return {
    ...told,
    ...measured,
    message: sure
      ? `More data helps: ${rows}, a doubling gained ${size}.`
      : `More data may help: ${rows}, a doubling gained ${size}, but the folds differ by more than that.`,
  };
};
