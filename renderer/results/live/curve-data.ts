import { isLowerBetter } from '../../../contract/metric-direction.ts';
import type { CurvePoint } from '../../../contract/run-state.ts';

export type Curves = Readonly<Record<string, readonly CurvePoint[]>>;

export interface CurveSeries {
  readonly name: string;
  readonly heldOut: boolean;
  readonly latest: number | undefined;
  readonly best: CurvePoint | undefined;
}

/** Series that share a scale and are drawn in one chart. */
export interface CurveChartData {
  readonly title: string;
  readonly series: readonly CurveSeries[];
  /** Steps, then one list a series; null where a series has no value at that step. */
  readonly columns: readonly (readonly (number | null)[])[];
}

const heldOutWords = /\b(validation|valid|val|test|held-out|holdout|oob)\b/i;
const partWords = /\b(training|train|validation|valid|val|test|held-out|holdout|oob)\b[\s-]*/gi;

export const isHeldOut = (series: string): boolean => heldOutWords.test(series);

/** What a series measures, without the part it is measured on: `validation loss` → `loss`. */
export const measureOf = (series: string): string => series.replace(partWords, '').trim() || series;

/** The best point of a series: the lowest of a loss, the highest of a score. Ties go to the earliest. */
export const bestPoint = (series: string, points: readonly CurvePoint[]): CurvePoint | undefined => {
  const sign = isLowerBetter(series) ? -1 : 1;
  return points.reduce<CurvePoint | undefined>((best, point) => {
    if (!Number.isFinite(point.value)) return best;
    return best === undefined || sign * point.value > sign * best.value ? point : best;
  }, undefined);
};

const columnsOf = (curves: Curves, names: readonly string[]): CurveChartData['columns'] => {
  const steps = [...new Set(names.flatMap((name) => (curves[name] ?? []).map(({ step }) => step)))].sort(
    (a, b) => a - b,
  );
  const values = names.map((name) => {
    const byStep = new Map((curves[name] ?? []).map(({ step, value }) => [step, value]));
    return steps.map((step) => {
      const value = byStep.get(step);
      return value === undefined || !Number.isFinite(value) ? null : value;
    });
  });
  return [steps, ...values];
};

/** One chart for each thing measured, with its training series before its held-out ones. */
export const curveCharts = (curves: Curves): readonly CurveChartData[] => {
  const groups = new Map<string, string[]>();
  for (const name of Object.keys(curves)) groups.set(measureOf(name), [...(groups.get(measureOf(name)) ?? []), name]);
  return [...groups].map(([title, names]) => {
    const ordered = names.toSorted((a, b) => Number(isHeldOut(a)) - Number(isHeldOut(b)));
    const series = ordered.map((name) => ({
      name,
      heldOut: isHeldOut(name),
      latest: curves[name]?.at(-1)?.value,
      best: bestPoint(name, curves[name] ?? []),
    }));
    return { title, series, columns: columnsOf(curves, ordered) };
  });
};
