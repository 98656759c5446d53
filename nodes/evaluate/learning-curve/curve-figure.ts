import type { JsonObject } from '../../../contract/json.ts';
import type { Figure } from '../../../contract/report.ts';
import { inline, type Point, spoken } from '../figure.ts';
import type { ScoredSize } from './learned-sizes.ts';

const marked = { condition: { param: 'size', empty: false, value: 120 }, value: 45 };

const panel = (title: string, field: string, layer: readonly JsonObject[]): JsonObject => ({
  width: 260,
  height: 220,
  encoding: {
    x: { field: 'rows', type: 'quantitative', title: 'training rows', scale: { type: 'log', nice: false } },
  },
  layer: [
    ...layer,
    {
      name: field,
      mark: { type: 'point', filled: true, tooltip: true },
      encoding: { y: { field, type: 'quantitative', title }, size: marked },
    },
  ],
});

/** Score and seconds by training rows, side by side: the size that is pointed at is marked in both. */
export const curveFigure = (sizes: readonly ScoredSize[], metric: string, exponent: number | undefined): Figure => {
  const values = sizes.flatMap(({ rows, mean, seconds }): Point[] =>
    mean
      ? [
          {
            rows: Math.round(rows),
            score: mean.mean,
            low: mean.interval?.low ?? mean.mean,
            high: mean.interval?.high ?? mean.mean,
            seconds,
          },
        ]
      : [],
  );
  const [first, last] = [values[0], values.at(-1)];
  const grows =
    exponent === undefined
      ? 'is too short or too uneven to say how it grows'
      : `grows as rows to the power of ${spoken(exponent)}`;
  const line = (field: string): JsonObject => ({
    mark: { type: 'line' },
    encoding: { y: { field, type: 'quantitative', scale: { zero: false } } },
  });
  const band: JsonObject = {
    mark: { type: 'area', opacity: 0.18 },
    encoding: {
      y: { field: 'low', type: 'quantitative', title: metric, scale: { zero: false } },
      y2: { field: 'high' },
    },
  };
  return {
    name: 'learning-curve',
    title: `Learning curve: ${metric} and seconds by training rows`,
    summary: `From ${String(first?.['rows'] ?? 0)} to ${String(last?.['rows'] ?? 0)} training rows ${metric} goes from ${spoken((first?.['score'] as number) ?? null)} to ${spoken((last?.['score'] as number) ?? null)}; the time of a fit ${grows}.`,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      data: inline(values),
      params: [
        {
          name: 'size',
          select: { type: 'point', fields: ['rows'], on: 'pointerover', nearest: true, clear: 'pointerout' },
          views: ['score', 'seconds'],
        },
      ],
      hconcat: [panel(metric, 'score', [band, line('score')]), panel('seconds of a fit', 'seconds', [line('seconds')])],
    },
  };
};
