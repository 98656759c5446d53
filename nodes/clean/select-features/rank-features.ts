import { pearson } from '../../../algorithms/statistics/correlation.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { pause } from '../pause.ts';
import { filterScorer } from './filter-scores.ts';
import { permutationRanking, sparseRanking } from './model-scores.ts';
import type { SelectFeaturesParams } from './params.ts';
import type { ScoredColumn, ScoredData } from './scored-data.ts';

/** A feature with its place, score (null where undefined) and, where it is dropped, why. */
export type Ranked = {
  readonly column: string;
  readonly score: number | null;
  readonly dropped: string | null;
};

const scoresOf = async (
  data: ScoredData,
  { score }: SelectFeaturesParams,
  ctx: NodeContext,
): Promise<readonly (number | null)[]> => {
  if (score === 'permutation') return permutationRanking(data, ctx);
  if (score === 'l1') return sparseRanking(data, ctx);
  const scorer = filterScorer(score, data);
  const scores: (number | null)[] = [];
  for (const feature of data.features) {
    scores.push(scorer(feature));
    if (scores.length % 10 === 0) await pause(ctx.signal);
  }
  return scores;
};

const varianceOf = (values: Float64Array): number => {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return 0;
  if (finite.every((value) => value === finite[0])) return 0;
  const mean = finite.reduce((sum, value) => sum + value / finite.length, 0);
  return finite.reduce((sum, value) => sum + (value - mean) ** 2 / finite.length, 0);
};

const isFlat = ({ values, levels }: ScoredColumn, limit: number): boolean =>
  levels ? new Set(values).size < 2 : varianceOf(values) <= limit;

/** The better feature that this one repeats, if any. */
const repeated = (feature: ScoredColumn, better: readonly ScoredColumn[], limit: number): string | undefined => {
  if (feature.levels || limit >= 1) return undefined;
  return better.find((other) => !other.levels && Math.abs(pearson(feature.values, other.values) ?? 0) >= limit)?.column
    .name;
};

interface Scored {
  readonly feature: ScoredColumn;
  readonly score: number | null;
}

const byScore = (a: Scored, b: Scored): number => {
  if (a.score === null || b.score === null) return Number(a.score === null) - Number(b.score === null);
  return a.score === b.score ? 0 : b.score - a.score;
};

/** All features, best first; equally good ones in the order of the table. */
export const rankFeatures = async (
  data: ScoredData,
  settings: SelectFeaturesParams,
  ctx: NodeContext,
): Promise<readonly Ranked[]> => {
  const scores = await scoresOf(data, settings, ctx);
  const scored = data.features.map((feature, at): Scored => ({ feature, score: scores[at] ?? null }));
  const kept: ScoredColumn[] = [];
  const ranking: Ranked[] = [];
  for (const { feature, score } of scored.sort(byScore)) {
    await pause(ctx.signal);
    const dropped = reasonToDrop(feature, { score, kept, settings });
    if (dropped === null) kept.push(feature);
    // JSON has no infinity; a perfect score is the largest number there is.
    const stored = score === null ? null : Math.min(score, Number.MAX_VALUE);
    ranking.push({ column: feature.column.name, score: stored, dropped });
  }
  return ranking;
};

const reasonToDrop = (
  feature: ScoredColumn,
  { score, kept, settings }: { readonly score: number | null; kept: ScoredColumn[]; settings: SelectFeaturesParams },
): string | null => {
  if (isFlat(feature, settings.variance)) return settings.variance > 0 ? 'varies too little' : 'always the same';
  if (kept.length >= settings.keep) return `not among the best ${settings.keep}`;
  const other = repeated(feature, kept, settings.correlation);
  if (other !== undefined) return `correlates with “${other}”`;
  return settings.score === 'l1' && score === 0 ? 'no weight' : null;
};
