import type { NodeContext } from '../../../contract/context.ts';
import { problem } from '../../../contract/problem.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import type { Formula } from './read-formula.ts';

/** Rows in which every column that is read has a value, and the result has none. */
const reportLost = async (table: Table, { compiled, column }: Formula, ctx: NodeContext): Promise<void> => {
  if (compiled.columns.length === 0) return;
  const names = compiled.columns.map(sqlName);
  const shown = compiled.columns.map((name) => `${sqlText(`${name} = `)} || CAST(${sqlName(name)} AS VARCHAR)`);
  const lost = `${compiled.sql} IS NULL AND ${names.map((name) => `${name} IS NOT NULL`).join(' AND ')}`;
  const found = await ctx.tables.rows(
    `SELECT example, n FROM (SELECT concat_ws(', ', ${shown.join(', ')}) AS example, __row, count(*) OVER () AS n
     FROM ${table.relation} WHERE ${lost}) ORDER BY __row LIMIT 5`,
  );
  const rows = Number(found[0]?.['n'] ?? 0);
  if (rows === 0) return;
  ctx.finding({
    code: 'data.formula-missing',
    severity: 'warning',
    message: `${rows} rows have no “${column.name}” though all that the formula reads is there: a division by zero, for instance, or a logarithm of what is not positive. Use if(…) or coalesce(…) to say what holds for them.`,
    column: column.name,
    rows,
    examples: found.map((row) => String(row['example'])),
  });
};

/** All that a formula does beside making its column. */
export const reportFormula = async (table: Table, formula: Formula, ctx: NodeContext): Promise<void> => {
  const { replaced, column, leaking } = formula;
  if (replaced)
    ctx.finding({
      code: 'data.column-replaced',
      severity: 'info',
      message: `The formula takes the place of “${replaced.name}”, which was ${replaced.type} and is ${column.type} now.`,
      column: replaced.name,
    });
  if (leaking) {
    const { code, message, hint } = problem('leak.formula-uses-target', { column: leaking.name });
    ctx.finding({ code, severity: 'warning', message: `${message} ${hint}`, column: leaking.name });
  }
  await reportLost(table, formula, ctx);
};
