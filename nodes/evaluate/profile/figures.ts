import type { JsonObject } from '../../../contract/json.ts';
import type { Figure } from '../../../contract/report.ts';
import { figure, inline, type Point } from '../figure.ts';
import { byKind, type LevelsProfile, type MeasuredProfile } from './column-profile.ts';
import type { Correlations } from './correlations.ts';
import type { MissingPatterns } from './missing-together.ts';
import type { TableProfile } from './profile-table.ts';

const mostSmall = 24;
const smallSize = { width: 150, height: 80 } as const;
const shownLevels = 6;
const schema = 'https://vega.github.io/schema/vega-lite/v6.json';

interface Small {
  readonly name: string;
  readonly title: string;
  readonly what: string;
  readonly of: number;
  readonly points: readonly Point[];
  readonly encoding: JsonObject;
}

/** One small picture a column, each with its own axes. */
const smallMultiples = ({ name, title, what, of, points, encoding }: Small): readonly Figure[] => {
  if (points.length === 0) return [];
  const shown = new Set(points.map(({ column }) => column)).size;
  const summary = shown < of ? `${what}; the first ${shown} of ${of} columns are drawn.` : `${what}.`;
  const spec = {
    $schema: schema,
    data: inline(points),
    facet: { field: 'column', type: 'nominal', title: null, sort: null },
    columns: 3,
    spec: { ...smallSize, mark: { type: 'bar', tooltip: true }, encoding },
    resolve: { scale: { x: 'independent', y: 'independent' } },
  };
  return [{ name, title, summary, spec }];
};

const rowsAxis: JsonObject = { field: 'rows', type: 'quantitative', title: null };

const histograms = (profiles: readonly MeasuredProfile[], kind: 'numbers' | 'dates'): readonly Figure[] => {
  const dated = kind === 'dates';
  const place = (value: number): string | number =>
    dated ? new Date(Math.round(value * 86_400_000)).toISOString() : value;
  const drawn = profiles.filter(({ described }) => described && (!dated || isDrawable(described.min, described.max)));
  const points = drawn
    .slice(0, mostSmall)
    .flatMap(({ column, bins }) =>
      bins.map(({ from, to, count }) => ({ column: column.name, from: place(from), to: place(to), rows: count })),
    );
  const x: JsonObject = dated
    ? { field: 'from', type: 'temporal', title: null }
    : { field: 'from', type: 'quantitative', title: null, bin: { binned: true }, scale: { zero: false } };
  return smallMultiples({
    name: dated ? 'date-histograms' : 'histograms',
    title: dated ? 'Dates' : 'Spread of numbers',
    what: `Rows by ${dated ? 'date' : 'value'}, 20 bins a column`,
    of: drawn.length,
    points,
    encoding: { x, x2: { field: 'to' }, y: rowsAxis },
  });
};

const isDrawable = (from: number, to: number): boolean => Math.max(Math.abs(from), Math.abs(to)) < 1e8;

const levelBars = (profiles: readonly LevelsProfile[]): readonly Figure[] => {
  const drawn = profiles.filter(({ commonest, distinct, present }) => commonest.length > 0 && distinct < present);
  return smallMultiples({
    name: 'levels',
    title: 'Commonest levels',
    what: `Rows of the ${shownLevels} commonest levels a column`,
    of: drawn.length,
    points: drawn
      .slice(0, mostSmall)
      .flatMap(({ column, commonest }) =>
        commonest.slice(0, shownLevels).map(({ level, count }) => ({ column: column.name, level, rows: count })),
      ),
    encoding: { y: { field: 'level', type: 'nominal', title: null, sort: '-x' }, x: rowsAxis },
  });
};

const missingFigure = ({ columns, patterns }: MissingPatterns): Figure => {
  const points = patterns.flatMap(({ rows, missing }, index) =>
    columns.map((column, at) => ({
      pattern: `${index + 1}: ${rows} rows`,
      column,
      missing: missing[at] ? 'missing' : 'there',
    })),
  );
  return figure({
    name: 'missing-pattern',
    title: 'What is missing together',
    summary: `The ${patterns.length} commonest combinations of missing and present values over ${columns.length} columns.`,
    height: Math.max(80, 24 * patterns.length),
    spec: {
      data: inline(points),
      mark: { type: 'rect', tooltip: true },
      encoding: {
        x: { field: 'column', type: 'nominal', title: null, sort: null },
        y: { field: 'pattern', type: 'ordinal', title: null, sort: null },
        color: {
          field: 'missing',
          type: 'nominal',
          title: null,
          scale: { domain: ['missing', 'there'], range: ['#d95f02', '#8884'] },
        },
      },
    },
  });
};

const correlationFigure = ({ names, pairs, strongest, sampled, rows }: Correlations): readonly Figure[] => {
  if (strongest.length === 0) return [];
  const both = pairs.flatMap(({ first, second, measure, value }) => [
    { first, second, measure, value },
    { first: second, second: first, measure, value },
  ]);
  const [top] = strongest;
  const data = `${sampled ? `a sample of ${rows}` : `${rows}`} rows`;
  return [
    figure({
      name: 'correlation',
      title: 'What goes together',
      summary: `Correlation of ${names.length} columns on ${data}; most of all “${top?.first}” and “${top?.second}”.`,
      height: Math.max(120, Math.min(600, 18 * names.length)),
      spec: {
        data: inline(both),
        mark: { type: 'rect', tooltip: true },
        encoding: {
          x: { field: 'first', type: 'nominal', title: null, sort: [...names] },
          y: { field: 'second', type: 'nominal', title: null, sort: [...names] },
          color: {
            field: 'value',
            type: 'quantitative',
            title: null,
            scale: { domain: [-1, 1], scheme: 'blueorange' },
          },
        },
      },
    }),
  ];
};

export const profileFigures = ({ columns, missing, correlations }: TableProfile): readonly Figure[] => {
  const kinds = byKind(columns);
  return [
    ...histograms(kinds.numbers, 'numbers'),
    ...histograms(kinds.dates, 'dates'),
    ...levelBars(kinds.levels),
    ...(missing ? [missingFigure(missing)] : []),
    ...(correlations ? correlationFigure(correlations) : []),
  ];
};
