import { dimensionsOf } from '../../../algorithms/search/search-point.ts';
import { trialImportance } from '../../../algorithms/search/trial-importance.ts';
import { unitPoint } from '../../../algorithms/search/unit-point.ts';
import type { Figure } from '../../../contract/report.ts';
import { figure, inline, spoken } from '../../evaluate/figure.ts';
import type { Finished } from '../run-trials.ts';
import type { SearchOutcome } from './search-report.ts';

/** Fewer trials say too little of several settings. */
const fewestTrials = 10;
/** More cost time and change nothing that can be seen. */
const mostTrials = 250;

/** How much of the score is due to each setting alone, for each learner with enough trials. */
export const settingImportance = (outcome: SearchOutcome): readonly Figure[] =>
  outcome.learners.flatMap((name, learner) => {
    const dimensions = dimensionsOf(outcome.spaces[learner] ?? {});
    const judged = thinned(outcome.trials.filter((trial) => trial.learner === learner && trial.score !== null));
    const most = Math.max(0, ...judged.map(({ share }) => share));
    const trials = judged.filter(({ share }) => share === most || judged.length < fewestTrials * 2);
    if (dimensions.length < 2 || trials.length < fewestTrials) return [];
    const shares = trialImportance(
      trials.map(({ params }) => unitPoint(dimensions, params)),
      trials.map(({ goodness }) => goodness),
      outcome.seed,
    );
    const values = dimensions.map(([setting], index) => ({ setting, share: shares[index] ?? 0 }));
    const [first] = [...values].sort((a, b) => b.share - a.share);
    return [
      figure({
        name: `importance-${learner + 1}`,
        title: outcome.learners.length > 1 ? `What matters: ${name}` : 'What matters',
        summary: `Bar chart: of the settings of ${name}, ${first?.setting} explains most of what trials score, a share of ${spoken(first?.share ?? 0)}.`,
        height: 40 + 28 * values.length,
        spec: {
          data: inline(values),
          mark: { type: 'bar', tooltip: true },
          encoding: {
            x: {
              field: 'share',
              type: 'quantitative',
              title: 'share of what trials score',
              scale: { domain: [0, 1] },
              axis: { format: '%' },
            },
            y: { field: 'setting', type: 'nominal', sort: '-x', title: null },
          },
        },
      }),
    ];
  });

const thinned = (trials: readonly Finished[]): readonly Finished[] => {
  const stride = Math.ceil(trials.length / mostTrials);
  return trials.filter((_, index) => index % stride === 0);
};
