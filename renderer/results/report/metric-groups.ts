import { isBetter } from '../../../contract/metric-direction.ts';
import type { Metric, Report } from '../../../contract/report.ts';

const order = ['test', 'validation', 'all', 'train'];

const rank = (part: string): number => {
  const place = order.indexOf(part);
  return place === -1 ? order.length : place;
};

/** The parts that a report speaks of, the one that tells most first. */
export const partsOf = (metrics: readonly Metric[]): readonly string[] =>
  [...new Set(metrics.map(({ part }) => part))].sort(
    (a, b) => rank(a) - rank(b) || a.localeCompare(b, 'en', { numeric: true }),
  );

export const modelsOf = (metrics: readonly Metric[]): readonly string[] => [
  ...new Set(metrics.flatMap(({ model }) => (model === undefined ? [] : [model]))),
];

export interface ClassRow {
  readonly class: string;
  readonly n: number;
  readonly metrics: Readonly<Record<string, Metric>>;
}

export interface ClassTable {
  readonly names: readonly string[];
  readonly rows: readonly ClassRow[];
}

export interface MetricGroup {
  /** Of the whole part, the headline first. */
  readonly tiles: readonly Metric[];
  readonly classes: ClassTable;
}

const classTable = (metrics: readonly Metric[]): ClassTable => {
  const byClass = new Map<string, Metric[]>();
  for (const metric of metrics)
    if (metric.class !== undefined) byClass.set(metric.class, [...(byClass.get(metric.class) ?? []), metric]);
  return {
    names: [...new Set(metrics.filter((metric) => metric.class !== undefined).map(({ name }) => name))],
    rows: [...byClass].map(([name, list]) => ({
      class: name,
      n: list[0]?.n ?? 0,
      metrics: Object.fromEntries(list.map((metric) => [metric.name, metric])),
    })),
  };
};

/** What a report says of one part (and one model, where it covers several). */
export const metricGroup = (report: Report, part: string, model?: string): MetricGroup => {
  const chosen = report.metrics.filter(
    (metric) => metric.part === part && (model === undefined || metric.model === undefined || metric.model === model),
  );
  const whole = chosen.filter((metric) => metric.class === undefined);
  const headline = whole.filter(({ name }) => name === report.headline);
  return {
    tiles: [...headline, ...whole.filter(({ name }) => name !== report.headline)],
    classes: classTable(chosen),
  };
};

export interface ModelRow {
  readonly model: string;
  readonly metrics: Readonly<Record<string, Metric>>;
}

export interface ModelComparison {
  readonly names: readonly string[];
  readonly rows: readonly ModelRow[];
  /** The best model by each metric; none where they are equal. */
  readonly best: Readonly<Record<string, string>>;
}

const bestBy = (name: string, rows: readonly ModelRow[]): readonly (readonly [string, string])[] => {
  const known = rows.flatMap(({ model, metrics }) => {
    const value = metrics[name]?.value;
    return typeof value === 'number' ? [{ model, value }] : [];
  });
  if (known.length < 2) return [];
  const best = known.find((one) => known.every((other) => other === one || isBetter(name, other.value, one.value)));
  return best ? [[name, best.model]] : [];
};

/** The models of a report side by side, on one part. */
export const compareModels = (report: Report, part: string): ModelComparison => {
  const groups = modelsOf(report.metrics).map((model) => ({ model, tiles: metricGroup(report, part, model).tiles }));
  const rows = groups.map(({ model, tiles }) => ({
    model,
    metrics: Object.fromEntries(tiles.map((metric) => [metric.name, metric])),
  }));
  const names = [...new Set(groups.flatMap(({ tiles }) => tiles.map(({ name }) => name)))];
  return { names, rows, best: Object.fromEntries(names.flatMap((name) => bestBy(name, rows))) };
};

/** The metric that stands for a report, on the part that tells most. */
export const headlineMetric = (report: Report): Metric | undefined => {
  const whole = report.metrics.filter((metric) => metric.class === undefined);
  const named = whole.filter(({ name }) => name === report.headline);
  const [part] = partsOf(named.length > 0 ? named : whole);
  return (named.length > 0 ? named : whole).find((metric) => metric.part === part);
};
