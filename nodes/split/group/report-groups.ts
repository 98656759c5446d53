import type { Part } from '../../../contract/column.ts';
import type { Reporting } from '../../../contract/context.ts';
import { reportShare } from '../report-share.ts';
import type { Dealt } from './deal-groups.ts';

interface Outcome {
  readonly sizes: readonly number[];
  readonly dealt: readonly Dealt[];
  readonly wanted: Readonly<Record<'test' | 'validation', number>>;
  readonly k: number;
}

/** Says how groups and rows went to the parts, and warns where the groups did not allow what was asked for. */
export const reportGroups = ({ sizes, dealt, wanted, k }: Outcome, ctx: Pick<Reporting, 'log' | 'finding'>): void => {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const sums = (part: Part) => {
    const own = sizes.filter((_, index) => dealt[index]?.part === part);
    return { groups: own.length, rows: own.reduce((sum, size) => sum + size, 0) };
  };
  if (all === 0) return;
  for (const part of ['train', 'validation', 'test'] as const) {
    const { groups, rows } = sums(part);
    if (groups > 0) ctx.log('info', `${part}: ${groups} groups, ${rows} rows`);
    if (part === 'train') continue;
    const why = `the ${sizes.length} groups are too few or too large to come closer`;
    reportShare(ctx, { part, rows, all, wanted: wanted[part], why });
  }
  const training = sums('train').groups;
  if (k > 0 && training < k)
    ctx.finding({
      code: 'train.too-few-rows',
      severity: 'warning',
      message: `${training} training groups do not fill ${k} folds; some are empty. Use fewer folds.`,
      value: training,
      limit: k,
    });
};
