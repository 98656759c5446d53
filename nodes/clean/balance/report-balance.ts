import type { Column } from '../../../contract/column.ts';
import type { Reporting } from '../../../contract/context.ts';
import type { Table } from '../../../contract/values.ts';
import type { ClassCount } from './classes.ts';
import type { BalanceParams } from './params.ts';

interface Done {
  readonly before: Table;
  readonly after: Table;
  readonly target: Column;
  readonly classes: readonly ClassCount[];
  readonly method: BalanceParams['method'];
}

/** Says how many rows came or went, and what there was nothing to do about. */
export const reportBalance = (
  { before, after, target, classes, method }: Done,
  ctx: Pick<Reporting, 'finding'>,
): void => {
  if (classes.length < 2) {
    ctx.finding({
      code: 'data.nothing-to-balance',
      severity: 'warning',
      message: `“${target.name}” has ${classes.length === 0 ? 'no class' : 'one class only'} in the training rows, so there is nothing to balance.`,
      column: target.name,
    });
    return;
  }
  const single = classes.filter(({ rows }) => rows === 1).map(({ level }) => level);
  if (method === 'smote-nc' && single.length > 0)
    ctx.finding({
      code: 'data.no-neighbours',
      severity: 'warning',
      message: 'Classes with one training row have no neighbours to make new rows from: the row was repeated.',
      column: target.name,
      rows: single.length,
      examples: single.slice(0, 5),
    });
  const change = after.rows - before.rows;
  if (change === 0) return;
  const told = change > 0 ? `${change} rows were added to` : `${-change} rows were left out of`;
  ctx.finding({
    code: 'data.balanced',
    severity: 'info',
    message: `${told} the ${before.rows} training rows so that the classes of “${target.name}” are equally frequent.`,
    column: target.name,
    rows: Math.abs(change),
    examples: classes.slice(0, 5).map(({ level, rows }) => `${level}: ${rows}`),
  });
};
