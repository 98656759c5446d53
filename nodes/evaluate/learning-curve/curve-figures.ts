import type { JsonObject } from '../../../contract/json.ts';
import type { Figure } from '../../../contract/report.ts';
import { figure, inline, type Point, spoken } from '../figure.ts';
import type { ScoredSize } from './learned-sizes.ts';

const x = { field: 'rows', type: 'quantitative', title: 'training rows', scale: { type: 'log', nice: false } };

const quantity = (field: string, title: string): JsonObject => ({
  field,
  type: 'quantitative',
  title,
  scale: { zero: false },
});

/** A line with its points. */
const line = (field: string, title: string): readonly JsonObject[] => [
  { mark: { type: 'line' }, encoding: { x, y: quantity(field, title) } },
  { mark: { type: 'point', filled: true, size: 45, tooltip: true }, encoding: { x, y: quantity(field, title) } },
];

const pointsOf = (sizes: readonly ScoredSize[]): readonly Point[] =>
  sizes.flatMap(({ rows, mean, seconds }): Point[] => {
    if (!mean) return [];
    const { low, high } = mean.interval ?? { low: mean.mean, high: mean.mean };
    return [{ rows: Math.round(rows), score: mean.mean, low, high, seconds }];
  });

/** Score and seconds by training rows. */
export const curveFigures = (
  sizes: readonly ScoredSize[],
  metric: string,
  exponent: number | undefined,
): readonly Figure[] => {
  const values = pointsOf(sizes);
  const [first, last] = [values[0], values.at(-1)];
  const from = (field: string) => spoken((first?.[field] as number) ?? null);
  const to = (field: string) => spoken((last?.[field] as number) ?? null);
  const band = {
    mark: { type: 'area', opacity: 0.18 },
    encoding: { x, y: quantity('low', metric), y2: { field: 'high' } },
  };
  const grows =
    exponent === undefined
      ? 'too short or too uneven to say how they grow'
      : `they grow as rows to the power of ${spoken(exponent)}`;
  return [
    figure({
      name: 'learning-curve',
      title: `Learning curve, ${metric}`,
      summary: `From ${from('rows')} to ${to('rows')} training rows ${metric} goes from ${from('score')} to ${to('score')}.`,
      height: 240,
      spec: { data: inline(values), layer: [band, ...line('score', metric)] },
    }),
    figure({
      name: 'learning-seconds',
      title: 'Seconds of a fit',
      summary: `Seconds of a fit by training rows: ${grows}.`,
      height: 240,
      spec: { data: inline(values), layer: line('seconds', 'seconds of a fit') },
    }),
  ];
};
