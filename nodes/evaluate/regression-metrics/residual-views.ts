import { argsort } from '../../../algorithms/sort/argsort.ts';
import type { JsonObject } from '../../../contract/json.ts';
import type { Figure, ReportTable } from '../../../contract/report.ts';
import type { RowMeasure, RowPick } from '../../../contract/row-pick.ts';
import { about, figure, inline, type Point, spoken, thinned } from '../figure.ts';
import { brushRows, pickRow, pickRows } from '../pick-rows.ts';
import type { MeasuredModel, PartMeasures } from './measured-model.ts';

const mostPoints = 480;
const mostRows = 20;
const bins = 30;

const at = (values: Float64Array, index: number): number => values[index] as number;

/** Rows evenly by actual value, the extremes always among them. */
const sampled = ({ ids, actual, predicted }: PartMeasures): readonly Point[] => {
  const order = argsort(actual);
  return thinned(order.length, mostPoints, (index) => index).map((index) => {
    const row = order[index] as number;
    const residual = at(predicted, row) - at(actual, row);
    return { row: at(ids, row), actual: at(actual, row), predicted: at(predicted, row), residual };
  });
};

const number = (field: string, title: string): JsonObject => ({
  field,
  type: 'quantitative',
  title,
  scale: { zero: false },
});

const scatter = { type: 'point', filled: true, opacity: 0.5, tooltip: true, cursor: 'pointer' } as const;
const rule = { type: 'line', strokeDash: [4, 4], color: 'gray', strokeWidth: 1 } as const;

const histogramOf = ({ actual, predicted }: PartMeasures): readonly Bin[] => {
  const errors = predicted.map((value, row) => value - at(actual, row));
  const low = errors.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = errors.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const width = (high - low) / bins || 1;
  const edge = (bin: number): number => low + bin * width;
  const counts = new Array<number>(bins).fill(0);
  for (const error of errors) {
    const near = Math.floor((error - low) / width);
    // Whoever looks for the rows between two edges must find those that were counted, so the division has no last word.
    const bin = error < edge(near) ? near - 1 : error >= edge(near + 1) ? near + 1 : near;
    const kept = Math.min(bins - 1, bin);
    counts[kept] = (counts[kept] ?? 0) + 1;
  }
  return counts.map((rows, bin) => ({ from: edge(bin), to: edge(bin + 1), rows }));
};

/** Points about a dashed line, to be brushed over. */
const aroundLine = (points: readonly Point[], line: readonly Point[], axes: JsonObject): JsonObject => ({
  layer: [
    { data: inline(line), mark: rule, encoding: axes },
    { params: [{ name: 'brush', select: 'interval' }], data: inline(points), mark: scatter, encoding: axes },
  ],
});

const actualValue = { title: 'actual', of: { column: 'actual' } };
const predictedValue = { title: 'predicted', of: { column: 'predicted' } };
const residual = { difference: ['predicted', 'actual'] } satisfies RowMeasure;

const rangeOf = (values: readonly number[]): readonly number[] => [Math.min(...values), Math.max(...values)];

interface Drawn extends MeasuredModel {
  readonly part: PartMeasures;
  readonly points: readonly Point[];
  readonly shown: string;
  readonly metric: (name: string) => string;
}

const predictedActual = ({ model, at: wire, target, part, points, shown, metric }: Drawn): Figure =>
  figure({
    name: about(model, 'predicted-actual'),
    title: about(model, `Predicted and actual ${target}, ${part.part} rows`),
    summary: `Predicted by actual value${shown}: r² ${metric('r2')}, typical error ${metric('rmse')}.`,
    spec: aroundLine(
      points,
      rangeOf(points.map(({ actual }) => Number(actual))).map((value) => ({ actual: value, predicted: value })),
      { x: number('actual', 'actual'), y: number('predicted', 'predicted') },
    ),
    brush: brushRows({ at: wire, part: part.part }, actualValue, predictedValue),
  });

const residuals = ({ model, at: wire, part, points, shown, metric }: Drawn): Figure =>
  figure({
    name: about(model, 'residuals'),
    title: about(model, `Residuals, ${part.part} rows`),
    summary: `Predicted less actual value by predicted value${shown}: ${metric('bias')} on average.`,
    spec: aroundLine(
      points,
      rangeOf(points.map(({ predicted }) => Number(predicted))).map((predicted) => ({ predicted, residual: 0 })),
      { x: number('predicted', 'predicted'), y: number('residual', 'predicted − actual') },
    ),
    brush: brushRows({ at: wire, part: part.part }, predictedValue, { title: 'predicted − actual', of: residual }),
  });

interface Bin {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
}

const binPick = ({ at: wire, part }: Drawn, { from, to, rows }: Bin, last: boolean): RowPick =>
  pickRows({ at: wire, part: part.part }, { label: `predicted − actual ${spoken(from)} to ${spoken(to)}`, rows }, [
    { of: residual, from, ...(last ? {} : { below: to }) },
  ]);

const residualHistogram = (drawn: Drawn): Figure => {
  const { model, part, metric } = drawn;
  const counted = histogramOf(part);
  const filled = counted.filter(({ rows }) => rows > 0);
  return figure({
    name: about(model, 'residual-histogram'),
    title: about(model, `Spread of residuals, ${part.part} rows`),
    summary: `Rows by predicted less actual value; half of them are off by less than ${metric('median-ae')}.`,
    height: 200,
    spec: {
      data: inline(counted.map((bin) => ({ ...bin, ...(bin.rows > 0 ? { pick: filled.indexOf(bin) } : {}) }))),
      mark: { type: 'bar', tooltip: true, cursor: 'pointer' },
      encoding: {
        x: { ...number('from', 'predicted − actual'), bin: { binned: true } },
        x2: { field: 'to' },
        y: { field: 'rows', type: 'quantitative', title: 'rows' },
      },
    },
    picks: filled.map((bin) => binPick(drawn, bin, bin === counted.at(-1))),
  });
};

/** Predicted by actual, residuals by prediction, and how residuals are spread. */
export const residualFigures = (model: MeasuredModel, part: PartMeasures): readonly Figure[] => {
  const points = sampled(part);
  const shown = points.length < part.ids.length ? ` (${points.length} of ${part.ids.length} rows drawn)` : '';
  const metric = (name: string): string => spoken(part.measured.find((found) => found.name === name)?.value ?? null);
  const drawn = { ...model, part, points, shown, metric };
  return [predictedActual(drawn), residuals(drawn), residualHistogram(drawn)];
};

/** Rows that were predicted worst. */
export const worstRows = (
  { model, at: wire }: MeasuredModel,
  { part, ids, actual, predicted }: PartMeasures,
): ReportTable => {
  const order = argsort(actual.map((value, row) => -Math.abs(at(predicted, row) - value)));
  const worst = [...order.subarray(0, mostRows)];
  return {
    title: about(model, `Largest errors, ${part} rows`),
    columns: ['row', 'actual', 'predicted', 'predicted − actual'],
    rows: worst.map((row) => [at(ids, row), at(actual, row), at(predicted, row), at(predicted, row) - at(actual, row)]),
    picks: worst.map((row) => pickRow({ at: wire, part }, at(ids, row))),
  };
};
