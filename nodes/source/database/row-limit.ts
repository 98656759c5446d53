import type { Reporting } from '../../../contract/context.ts';

interface Limit {
  readonly limit: number | undefined;
  /** Rows that came before. */
  readonly before: number;
}

/** One row more than the limit is asked for, so that it can be said that there are more. */
export const cutToLimit = <T>(
  rows: readonly T[],
  { limit, before }: Limit,
  ctx: Pick<Reporting, 'finding'>,
): readonly T[] => {
  if (limit === undefined || before + rows.length <= limit) return rows;
  ctx.finding({
    code: 'data.limited',
    severity: 'info',
    message: `The query gives more rows than the limit of ${limit.toLocaleString('en')}; the rest was left out.`,
    limit,
  });
  return rows.slice(0, limit - before);
};
