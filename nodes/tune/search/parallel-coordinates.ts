import type { NamedDimension } from '../../../algorithms/search/coordinates.ts';
import { dimensionsOf } from '../../../algorithms/search/search-point.ts';
import { unitPoint } from '../../../algorithms/search/unit-point.ts';
import type { Json } from '../../../contract/json.ts';
import type { Figure } from '../../../contract/report.ts';
import { figure, inline, type Point } from '../../evaluate/figure.ts';
import type { Finished } from '../run-trials.ts';
import type { SearchOutcome } from './search-report.ts';

const mostTrials = 150;

/** Each trial as a line through its settings to its score, for each learner that was searched over several settings. */
export const parallelCoordinates = (outcome: SearchOutcome): readonly Figure[] =>
  outcome.learners.flatMap((name, learner) => {
    const dimensions = dimensionsOf(outcome.spaces[learner] ?? {});
    const trials = outcome.trials
      .map((trial, index) => ({ trial, number: index + 1 }))
      .filter(({ trial }) => trial.learner === learner && trial.score !== null)
      .sort((a, b) => b.trial.goodness - a.trial.goodness || a.number - b.number)
      .slice(0, mostTrials);
    if (dimensions.length === 0 || trials.length < 2) return [];
    return [drawn(outcome, { name, learner, dimensions, trials })];
  });

interface Drawn {
  readonly name: string;
  readonly learner: number;
  readonly dimensions: readonly NamedDimension[];
  /** Best first. */
  readonly trials: readonly { readonly trial: Finished; readonly number: number }[];
}

const drawn = ({ metric, learners }: SearchOutcome, { name, learner, dimensions, trials }: Drawn): Figure => {
  const scores = trials.map(({ trial }) => trial.score as number);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const axes = [...dimensions.map(([setting]) => setting), metric];
  const x = {
    field: 'axis',
    type: 'nominal',
    sort: axes,
    title: null,
    axis: { labelAngle: axes.length > 4 ? -35 : 0, grid: true },
  };
  const y = { field: 'place', type: 'quantitative', axis: null, scale: { domain: [-0.06, 1.06] } };
  const score = { field: 'score', type: 'quantitative', title: metric, scale: { zero: false } };
  return figure({
    name: `parallel-coordinates-${learner + 1}`,
    title: learners.length > 1 ? `Trials by setting: ${name}` : 'Trials by setting',
    summary: `Parallel coordinates of ${trials.length} trials of ${name}: each is a line through ${dimensions.map(([setting]) => setting).join(', ')} to its ${metric}. The best is trial ${trials[0]?.number}.`,
    height: 320,
    spec: {
      layer: [
        {
          // The best are drawn last, so that they lie on top.
          data: inline([...trials].reverse().flatMap((one) => lineOf(one, { dimensions, axes, low, high }))),
          mark: { type: 'line', opacity: 0.55, strokeWidth: 1.5, tooltip: true },
          encoding: { x, y, color: score, detail: { field: 'trial', type: 'nominal' } },
        },
        ...[0, 1].map((end) => ({
          data: inline(
            axes.map((axis, index) => ({ axis, place: end, text: endOf(dimensions[index], end, [low, high]) })),
          ),
          mark: { type: 'text', baseline: end === 0 ? 'top' : 'bottom', dy: end === 0 ? 4 : -4, fontSize: 11 },
          encoding: { x, y, text: { field: 'text', type: 'nominal' } },
        })),
      ],
    },
  });
};

interface Axes {
  readonly dimensions: readonly NamedDimension[];
  readonly axes: readonly string[];
  readonly low: number;
  readonly high: number;
}

const lineOf = (
  { trial, number }: Drawn['trials'][number],
  { dimensions, axes, low, high }: Axes,
): readonly Point[] => {
  const score = trial.score as number;
  const places = [...unitPoint(dimensions, trial.params), high > low ? (score - low) / (high - low) : 0.5];
  return axes.map((axis, index) => ({
    trial: number,
    axis,
    place: places[index] ?? 0,
    value: index < dimensions.length ? shown(trial.params[axis]) : shown(Number(score.toPrecision(4))),
    score,
  }));
};

const shown = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

/** What stands at the lower (0) or upper (1) end of an axis. */
const endOf = (named: NamedDimension | undefined, end: number, scores: readonly [number, number]): string => {
  if (!named) return String(Number((scores[end] as number).toPrecision(3)));
  const [, dimension] = named;
  if (dimension.kind === 'choice') return shown(dimension.choices.at(end === 0 ? 0 : -1));
  return String(end === 0 ? dimension.low : dimension.high);
};
