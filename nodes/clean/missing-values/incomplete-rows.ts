import type { ApplyContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import type { Choice } from './choices.ts';

/** SQL that tells the rows which lack a value they are asked to have; undefined where none is asked for. */
const incompleteSql = (choices: readonly Choice[]): string | undefined => {
  const required = choices.filter(({ method }) => method === 'drop-row');
  return required.length === 0
    ? undefined
    : required.map(({ column }) => `t.${sqlName(column.name)} IS NULL`).join(' OR ');
};

/** What stands behind FROM so that rows which lack a value are left out; when predicting they stay, and it is said how many. */
export const completeSql = async (table: Table, choices: readonly Choice[], ctx: ApplyContext): Promise<string> => {
  const incomplete = incompleteSql(choices);
  if (incomplete === undefined) return '';
  const heldOut = table.split.parts ? `count(*) FILTER (t.__part <> 'train')` : '0';
  const [row = {}] = await ctx.tables.rows(
    `SELECT count(*) AS rows, ${heldOut} AS held_out FROM ${table.relation} t WHERE ${incomplete}`,
  );
  const counts = { rows: Number(row['rows'] ?? 0), heldOut: Number(row['held_out'] ?? 0) };
  if (counts.rows > 0) report(table, counts, ctx);
  return ctx.predicting ? '' : `WHERE NOT (${incomplete})`;
};

interface Counts {
  readonly rows: number;
  /** Of those, the ones that a model is scored on. */
  readonly heldOut: number;
}

const report = (table: Table, { rows, heldOut }: Counts, ctx: ApplyContext): void => {
  if (ctx.predicting) {
    const message = `${rows} of ${table.rows} rows lack a value without which rows were dropped in training. They are predicted all the same, with the gap filled as the learner needs it; no such row was learned from.`;
    ctx.finding({ code: 'data.incomplete-rows', severity: 'warning', message, rows });
    return;
  }
  const unscored =
    heldOut > 0 ? ` ${heldOut} of them are held-out rows: scores do not tell how well such rows are predicted.` : '';
  ctx.finding({
    code: 'data.dropped-rows',
    severity: 'warning',
    message: `${rows} of ${table.rows} rows were dropped because a value was missing.${unscored}`,
    rows,
  });
};
