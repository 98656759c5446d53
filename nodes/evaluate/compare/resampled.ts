import { larger } from '../../../algorithms/metrics/metric-names.ts';
import {
  classificationScorer,
  regressionScorer,
  type WeightedScorer,
} from '../../../algorithms/metrics/weighted-score.ts';
import { createRandom } from '../../../algorithms/random/random.ts';
import { bootstrapP, bootstrapScores, percentileInterval } from '../../../algorithms/statistics/paired-bootstrap.ts';
import type { StepContext } from '../../../contract/context.ts';
import { pause } from '../../clean/pause.ts';
import { type Pairing, pairsOf } from '../paired-verdicts.ts';
import type { SameRows } from './same-rows.ts';

export interface ScoredModel {
  readonly name: string;
  readonly value: number | null;
  readonly low?: number;
  readonly high?: number;
}

export interface Resampled {
  readonly models: readonly ScoredModel[];
  readonly pairs: readonly Pairing[];
  /** Fewer than were asked for where there are very many rows. */
  readonly resamples: number;
}

/** About ten seconds of work; with very many rows fewer resamples tell as much. */
const mostWork = 2e9;
const fewest = 200;

const scorersOf = ({ classes, models }: SameRows, metric: string): readonly WeightedScorer[] =>
  models.map(({ actual, predicted, probabilities }) =>
    classes.length > 0
      ? classificationScorer(metric, { actual, predicted, probabilities, classes: classes.length })
      : regressionScorer(metric, actual, predicted),
  );

interface Asked {
  readonly metric: string;
  readonly resamples: number;
}

const draw = async (
  scorers: readonly WeightedScorer[],
  rows: number,
  resamples: number,
  ctx: Pick<StepContext, 'seed' | 'signal' | 'progress'>,
): Promise<readonly (readonly (number | null)[])[]> => {
  const drawn: (readonly (number | null)[])[] = [];
  const stride = Math.max(1, Math.floor(2e6 / (rows * scorers.length)));
  for (const scores of bootstrapScores(scorers, rows, createRandom(ctx.seed))) {
    drawn.push(scores);
    if (drawn.length === resamples) break;
    if (drawn.length % stride > 0) continue;
    ctx.progress(drawn.length / resamples, `resample ${drawn.length} of ${resamples}`);
    await pause(ctx.signal);
  }
  return drawn;
};

/** Scores the same resamples of the rows by each model, so that differences are those of the models and not of the rows. */
export const resample = async (
  same: SameRows,
  { metric, resamples: asked }: Asked,
  ctx: Pick<StepContext, 'seed' | 'signal' | 'progress'>,
): Promise<Resampled> => {
  const rows = same.models[0]?.ids.length ?? 0;
  const scorers = scorersOf(same, metric);
  const resamples = Math.min(asked, Math.max(fewest, Math.floor(mostWork / (rows * scorers.length))));
  const once = new Float64Array(rows).fill(1);
  const whole = scorers.map((score) => score(once));
  const drawn = await draw(scorers, rows, resamples, ctx);
  const sign = larger(metric) ? 1 : -1;
  const less = (a: number | null | undefined, b: number | null | undefined): number | null =>
    typeof a === 'number' && typeof b === 'number' ? sign * (a - b) : null;
  const pairs = pairsOf([...whole.keys()]).map(([one, two]): Pairing => {
    const ahead = (less(whole[one], whole[two]) ?? 0) >= 0;
    const [better, worse] = ahead ? [one, two] : [two, one];
    const differences = drawn.map((scores) => less(scores[better], scores[worse]));
    return {
      better: same.models[better]?.name ?? '',
      worse: same.models[worse]?.name ?? '',
      difference: less(whole[better], whole[worse]),
      interval: percentileInterval(differences),
      p: bootstrapP(differences),
    };
  });
  const models = same.models.map(({ name }, index) => ({
    name,
    value: whole[index] ?? null,
    ...(whole[index] === null ? {} : percentileInterval(drawn.map((scores) => scores[index] ?? null))),
  }));
  return { models, pairs, resamples };
};
