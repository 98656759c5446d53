import type { Reporting } from '../../../contract/context.ts';
import { type Report, report } from '../../../contract/report.ts';
import type { SelectFeaturesParams } from './params.ts';
import type { Ranked } from './rank-features.ts';

export const rankingReport = (
  ranking: readonly Ranked[],
  { score, keep }: SelectFeaturesParams,
  learnedFrom: number,
): Report => {
  const kept = ranking.filter(({ dropped }) => dropped === null);
  return report('Selected features', {
    facts: [
      { label: 'Features kept', value: `${kept.length} of ${ranking.length}` },
      { label: 'Score', value: score },
      { label: 'At most', value: String(keep) },
      { label: 'Training rows scored', value: String(learnedFrom) },
    ],
    tables: [
      {
        title: 'Ranking',
        columns: ['rank', 'column', score, 'kept', 'why not'],
        rows: ranking.map(({ column, score: value, dropped }, at) => [
          at + 1,
          column,
          value,
          dropped === null ? 'yes' : 'no',
          dropped,
        ]),
      },
    ],
  });
};

/** Says what was dropped, and what could not be scored. */
export const reportRanking = (
  ranking: readonly Ranked[],
  { score }: SelectFeaturesParams,
  ctx: Pick<Reporting, 'finding'>,
): void => {
  const dropped = ranking.filter((one) => one.dropped !== null);
  if (dropped.length > 0)
    ctx.finding({
      code: 'data.features-dropped',
      severity: 'info',
      message: `${dropped.length} of ${ranking.length} features were dropped.`,
      value: dropped.length,
      examples: dropped.slice(0, 5).map((one) => `${one.column}: ${one.dropped}`),
    });
  const unscored = ranking.filter((one) => one.score === null && one.dropped !== 'always the same');
  if (unscored.length > 0)
    ctx.finding({
      code: 'data.not-scored',
      severity: 'warning',
      message: `${unscored.length} features have no ${score} score and stand last. ${score === 'chi2' ? 'Chi2 needs numbers that are not negative.' : 'They have too few values.'}`,
      value: unscored.length,
      examples: unscored.slice(0, 5).map(({ column }) => column),
    });
};
