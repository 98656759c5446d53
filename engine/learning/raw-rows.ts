import type { Column } from '../../contract/column.ts';
import type { NodeContext } from '../../contract/context.ts';
import { fail } from '../../contract/problem.ts';
import { hiddenColumns, physicalTypes, sqlName } from '../../contract/sql.ts';
import type { Model, Table } from '../../contract/values.ts';
import { findings } from './findings.ts';

/**
 * New rows as the model's source gave them: its columns under their types. Those that predicting can do without may be
 * absent and are then missing throughout; values that do not fit their type are missing too, and counted.
 */
export const rawRows = async (
  { rawColumns, optionalColumns }: Pick<Model, 'rawColumns' | 'optionalColumns'>,
  table: Table,
  context: NodeContext,
): Promise<Table> => {
  const present = new Set(table.columns.map(({ name }) => name));
  const lacking = rawColumns.filter(({ name }) => !present.has(name));
  if (lacking.length > 0)
    throw fail('data.columns-missing', { values: { columns: lacking.map(({ name }) => `“${name}”`).join(', ') } });
  const columns = [...rawColumns, ...optionalColumns];
  await reportConversions(columns, table, context);
  const cells = columns.map((column) => {
    const value = present.has(column.name) ? converted(column) : `NULL::${physicalTypes[column.type]}`;
    return `${value} AS ${sqlName(column.name)}`;
  });
  const sql = `SELECT ${[...cells, ...hiddenColumns(table)].join(', ')} FROM ${table.relation}`;
  return context.tables.derive(table, sql, columns);
};

const converted = ({ name, type }: Column): string => `TRY_CAST(${sqlName(name)} AS ${physicalTypes[type]})`;

const reportConversions = async (columns: readonly Column[], table: Table, context: NodeContext): Promise<void> => {
  const types = new Map(table.columns.map(({ name, type }) => [name, type]));
  for (const column of columns) {
    const given = types.get(column.name);
    if (!given || physicalTypes[given] === physicalTypes[column.type]) continue;
    const [row] = await context.tables.rows(
      `SELECT count(*) AS failed FROM ${table.relation} WHERE ${sqlName(column.name)} IS NOT NULL AND ${converted(column)} IS NULL`,
    );
    const failed = Number(row?.['failed'] ?? 0);
    if (failed > 0) context.finding(findings.notConverted(column.name, column.type, failed));
  }
};
