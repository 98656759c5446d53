import { aucOf, averagePrecisionOf, type Ranking } from '../../../algorithms/metrics/ranking.ts';
import type { JsonObject } from '../../../contract/json.ts';
import type { Figure } from '../../../contract/report.ts';
import { figure, inline, type Point, spoken, thinned } from '../figure.ts';
import type { MeasuredModel } from './measured-model.ts';

interface Line {
  readonly label: string;
  readonly ranking: Ranking;
}

const mostPoints = 480;
const mostLines = 12;

/** One line a model, or for more than two classes one a class, of the most truthful part. */
const linesOf = (models: readonly MeasuredModel[]): readonly Line[] =>
  models
    .flatMap(({ model, classes, parts }) =>
      (parts[0]?.measured.rankings ?? [])
        .filter(({ ranking }) => ranking.positives > 0 && ranking.negatives > 0)
        .map(({ ranking, code }) => ({
          label: [model, classes.length > 2 || !model ? classes[code] : undefined].filter(Boolean).join(', '),
          ranking,
        })),
    )
    .slice(0, mostLines);

type Coordinates = (ranking: Ranking, index: number) => readonly [number, number];

const at = (values: Float64Array, index: number): number => values[index] ?? 0;

const rocPoint: Coordinates = ({ falsePositives, truePositives, positives, negatives }, index) => [
  at(falsePositives, index) / negatives,
  at(truePositives, index) / positives,
];
const recallPoint: Coordinates = ({ falsePositives, truePositives, positives }, index) => [
  at(truePositives, index) / positives,
  at(truePositives, index) / (at(truePositives, index) + at(falsePositives, index)),
];
const gainPoint: Coordinates = ({ falsePositives, truePositives, positives, negatives }, index) => [
  (at(truePositives, index) + at(falsePositives, index)) / (positives + negatives),
  at(truePositives, index) / positives,
];

/** Nothing is lifted before the first row, so the curve starts with it. */
const liftPoint: Coordinates = (ranking, index) => {
  const [looked, found] = gainPoint(ranking, index);
  return [looked, found / looked];
};

interface Axes {
  readonly x: string;
  readonly y: string;
  /** The curve starts here, before the first row. */
  readonly origin: readonly [number, number] | undefined;
  /** What a model that knows nothing would draw. */
  readonly diagonal: boolean;
  /** `y` is no share, and ends where it ends. */
  readonly open?: boolean;
}

const pointsOf = (lines: readonly Line[], point: Coordinates, { x, y, origin }: Axes): readonly Point[] =>
  lines.flatMap(({ label, ranking }) => {
    const most = Math.floor(mostPoints / lines.length);
    const key = (index: number): number => rocPoint(ranking, index)[0] + rocPoint(ranking, index)[1];
    const kept = thinned(ranking.thresholds.length, most, key).map((index) => point(ranking, index));
    return [...(origin ? [origin] : []), ...kept].map(([across, up]) => ({ line: label, [x]: across, [y]: up }));
  });

const curveSpec = (lines: readonly Line[], point: Coordinates, axes: Axes): JsonObject => {
  const axis = (field: string): JsonObject => ({
    field,
    type: 'quantitative',
    title: field,
    ...(axes.open && field === axes.y ? {} : { scale: { domain: [0, 1] } }),
  });
  const curve = {
    data: inline(pointsOf(lines, point, axes)),
    mark: { type: 'line', interpolate: 'linear', tooltip: true },
    encoding: {
      x: axis(axes.x),
      y: axis(axes.y),
      order: { field: axes.x, type: 'quantitative' },
      ...(lines.length > 1 ? { color: { field: 'line', type: 'nominal', title: null, sort: null } } : {}),
    },
  };
  const corners = [0, 1].map((value) => ({ [axes.x]: value, [axes.y]: value }));
  const diagonal = {
    data: inline(corners),
    mark: { type: 'line', strokeDash: [4, 4], color: 'gray', strokeWidth: 1 },
    encoding: { x: axis(axes.x), y: axis(axes.y) },
  };
  return { layer: axes.diagonal ? [diagonal, curve] : [curve] };
};

/** Lift of the rows with the highest scores; ties at the edge are all looked at. */
const liftAmong = (ranking: Ranking, share: number): number | null => {
  const edge = [...ranking.thresholds.keys()].find((index) => gainPoint(ranking, index)[0] >= share);
  return edge === undefined ? null : liftPoint(ranking, edge)[1];
};

const listed = (lines: readonly Line[], metric: (ranking: Ranking) => number | null): string =>
  lines.map(({ label, ranking }) => `${spoken(metric(ranking))} for ${label}`).join(', ');

/** ROC, precision and recall, and gain. Empty where no class has both rows of it and others. */
export const curveFigures = (models: readonly MeasuredModel[]): readonly Figure[] => {
  const lines = linesOf(models);
  const part = models[0]?.parts[0]?.part;
  if (lines.length === 0) return [];
  return [
    figure({
      name: 'roc',
      title: `ROC curve, ${part} rows`,
      summary: `True positive rate by false positive rate: area ${listed(lines, aucOf)}.`,
      spec: curveSpec(lines, rocPoint, {
        x: 'false positive rate',
        y: 'true positive rate',
        origin: [0, 0],
        diagonal: true,
      }),
    }),
    figure({
      name: 'precision-recall',
      title: `Precision and recall, ${part} rows`,
      summary: `Precision by recall: average precision ${listed(lines, averagePrecisionOf)}.`,
      spec: curveSpec(lines, recallPoint, { x: 'recall', y: 'precision', origin: undefined, diagonal: false }),
    }),
    figure({
      name: 'gain',
      title: `Gain, ${part} rows`,
      summary: `Share of a class found by share of rows looked at, likeliest first, of ${lines.map(({ label }) => label).join(', ')}.`,
      spec: curveSpec(lines, gainPoint, { x: 'share of rows', y: 'share found', origin: [0, 0], diagonal: true }),
    }),
    figure({
      name: 'lift',
      title: `Lift, ${part} rows`,
      summary: `How many times more of a class is found than by chance among the likeliest rows: ${lines.map(({ label, ranking }) => `${spoken(liftAmong(ranking, 0.1))} times in the first tenth for ${label}`).join(', ')}.`,
      spec: curveSpec(lines, liftPoint, {
        x: 'share of rows',
        y: 'lift',
        origin: undefined,
        diagonal: false,
        open: true,
      }),
    }),
  ];
};
