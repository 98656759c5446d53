import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { hiddenColumns, sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { freeNames } from '../free-names.ts';
import { type ClassCount, classSql } from './classes.ts';

/** With a column of weights; one that is there already takes them up. */
export const weightedColumns = (columns: readonly Column[]): readonly Column[] => {
  const own = columns.find(({ role }) => role === 'weight');
  if (own) return columns.map((column) => (column === own ? { ...column, type: 'number' } : column));
  return [...columns, { name: freeNames(columns)('weight'), type: 'number', role: 'weight' }];
};

/** Each class gets the same weight in sum, and all rows together as much as they are: rows ÷ (classes × rows of the class). */
export const weigh = (
  table: Table,
  {
    target,
    classes,
    ctx,
  }: { readonly target: Column; readonly classes: readonly ClassCount[]; readonly ctx: NodeContext },
): Promise<Table> => {
  const all = classes.reduce((sum, { rows }) => sum + rows, 0);
  const cases = classes.map(
    ({ level, rows }) => `WHEN ${sqlText(level)} THEN ${all / (classes.length * rows)}::DOUBLE`,
  );
  const factor = cases.length > 0 ? `CASE ${classSql(target)} ${cases.join(' ')} ELSE 1 END` : '1';
  const own = table.columns.find(({ role }) => role === 'weight');
  const columns = weightedColumns(table.columns);
  const cells = columns.map(({ name, role }) => {
    if (own ? name !== own.name : role !== 'weight') return sqlName(name);
    return `${own ? `CAST(${sqlName(name)} AS DOUBLE) * ` : ''}CAST(${factor} AS DOUBLE) AS ${sqlName(name)}`;
  });
  const hidden = hiddenColumns(table).map(sqlName);
  return ctx.tables.derive(table, `SELECT ${[...cells, ...hidden].join(', ')} FROM ${table.relation}`, columns);
};
