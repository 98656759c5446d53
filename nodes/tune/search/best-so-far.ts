import type { Figure } from '../../../contract/report.ts';
import { figure, inline, type Point, spoken } from '../../evaluate/figure.ts';
import type { Finished } from '../run-trials.ts';
import type { SearchOutcome } from './search-report.ts';

/** Each trial and the best up to it; a trial on more rows counts before any on fewer. */
export const bestSoFar = ({ metric, trials }: SearchOutcome): Figure => {
  let best: Finished | undefined;
  const values = trials.flatMap((trial, index): Point[] => {
    const leads =
      trial.score !== null &&
      (!best || trial.share > best.share || (trial.share === best.share && trial.goodness > best.goodness));
    if (leads) best = trial;
    return best ? [{ trial: index + 1, best: best.score, score: trial.score, rows: rowsOf(trial) }] : [];
  });
  const trial = { field: 'trial', type: 'quantitative', title: 'trial' };
  const by = (field: string) => ({ field, type: 'quantitative', title: metric, scale: { zero: false } });
  const shared = trials.some(({ share }) => share < 1);
  return figure({
    name: 'best-so-far',
    title: 'Best so far',
    summary: `Line chart of the best ${metric} over ${trials.length} trials, ending at ${spoken(best?.score ?? null)}, with each trial as a point.`,
    spec: {
      data: inline(values),
      layer: [
        { mark: { type: 'line', interpolate: 'step-after' }, encoding: { x: trial, y: by('best') } },
        {
          mark: { type: 'point', opacity: 0.6, filled: true, tooltip: true },
          encoding: {
            x: trial,
            y: by('score'),
            ...(shared ? { color: { field: 'rows', type: 'nominal', title: 'rows' } } : {}),
          },
        },
      ],
    },
  });
};

const rowsOf = ({ share }: Finished): string => (share >= 1 ? 'all' : `1 in ${Math.round(1 / share)}`);
