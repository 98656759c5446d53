import { type Ranking, rankingOf, scoresOf } from '../../../algorithms/metrics/ranking.ts';
import type { StepContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import type { Model, Predictions, Table } from '../../../contract/values.ts';
import { type JudgedRows, judgedParts } from '../../train/judged-rows.ts';

/** Rows that the model did not learn from, ranked by the probability of the second class. */
export interface HeldOutScores {
  readonly ranking: Ranking;
  /** Where they come from, as a sentence names them. */
  readonly from: 'validation' | 'out-of-fold';
}

interface Wired {
  readonly model: Model;
  readonly predictions: Predictions;
  readonly table: Table | undefined;
}

const ranked = ({ actual, probabilities, classes }: JudgedRows): Ranking =>
  rankingOf(actual, scoresOf(probabilities, classes, 1), 1);

const both = ({ positives, negatives }: Ranking): boolean => positives > 0 && negatives > 0;

/**
 * Validation rows where the predictions have some of both classes, else training rows as fits without them see them. Test rows
 * are never among them.
 */
export const heldOutScores = async (
  { model, predictions, table }: Wired,
  folds: number,
  ctx: StepContext,
): Promise<HeldOutScores> => {
  const parts = await judgedParts(ctx.tables, predictions);
  const validation = parts.get('validation');
  if (validation && both(ranked(validation))) return { ranking: ranked(validation), from: 'validation' };
  if (!table || model.calibration) throw fail('train.no-validation-rows', { values: { model: model.name } });
  const { given, predicted, classes } = await ctx.learning.outOfFold(model.learner, table, {
    k: folds,
    seed: ctx.seed,
    forward: true,
  });
  const ranking = ranked({ actual: given, probabilities: predicted, classes: classes.length });
  if (!both(ranking)) throw fail('train.no-validation-rows', { values: { model: model.name } });
  return { ranking, from: 'out-of-fold' };
};
