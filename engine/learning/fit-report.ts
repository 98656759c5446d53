import type { FitDescription } from '../../contract/node.ts';
import type { Fact, Figure, Metric, Report } from '../../contract/report.ts';
import { report } from '../../contract/report.ts';
import type { Curves } from './collecting.ts';

export interface FitReportContent {
  readonly title: string;
  readonly facts: readonly Fact[];
  /** What the learner itself tells of what it found. */
  readonly description: FitDescription;
  readonly metrics: readonly Metric[];
  readonly notes: readonly string[];
  readonly curves: Curves;
  /** Use of each prepared column by the estimator, where it knows. */
  readonly importance: readonly { readonly column: string; readonly value: number }[];
}

const schema = 'https://vega.github.io/schema/vega-lite/v6.json';
const mostPoints = 400;
const mostBars = 20;

/** What a fit has to say for itself. */
export const fitReport = (content: FitReportContent): Report => {
  const { title, facts, metrics, notes, curves, importance, description } = content;
  const own = description.figures ?? [];
  const figures = [curveFigure(curves), ...own, importanceFigure(importance)].filter((figure) => figure !== undefined);
  const [first] = metrics;
  return report(title, {
    ...(first ? { headline: first.name } : {}),
    metrics,
    findings: description.findings ?? [],
    figures,
    tables: description.tables ?? [],
    facts: [...facts, ...(description.facts ?? []), ...notes.map((note) => ({ label: 'Preparation', value: note }))],
  });
};

const curveFigure = (curves: Curves): Figure | undefined => {
  const values = [...curves].flatMap(([series, points]) => {
    const stride = Math.max(1, Math.ceil(points.length / mostPoints));
    return points
      .filter((_, index) => index % stride === 0 || index === points.length - 1)
      .map(({ step, value }) => ({ series, step, value }));
  });
  if (values.length < 2) return undefined;
  const ends = [...curves].map(([series, points]) => `${series} ends at ${points.at(-1)?.value.toPrecision(4)}`);
  return {
    name: 'fit-curve',
    title: 'Course of the fit',
    summary: `Line chart by step: ${ends.join(', ')}.`,
    spec: {
      $schema: schema,
      data: { values },
      mark: { type: 'line' },
      encoding: {
        x: { field: 'step', type: 'quantitative', title: 'step' },
        y: { field: 'value', type: 'quantitative', title: null, scale: { zero: false } },
        color: { field: 'series', type: 'nominal', title: null },
      },
    },
  };
};

const importanceFigure = (importance: FitReportContent['importance']): Figure | undefined => {
  if (importance.length === 0) return undefined;
  const values = [...importance].sort((a, b) => b.value - a.value).slice(0, mostBars);
  return {
    name: 'importance',
    title: 'Importance',
    summary: `Bar chart: the learner used ${values[0]?.column} most, of ${importance.length} columns.`,
    spec: {
      $schema: schema,
      data: { values },
      mark: { type: 'bar' },
      encoding: {
        x: { field: 'value', type: 'quantitative', title: 'importance' },
        y: { field: 'column', type: 'nominal', sort: '-x', title: null },
      },
    },
  };
};
