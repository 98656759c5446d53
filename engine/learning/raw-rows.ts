import type { Column } from '../../contract/column.ts';
import type { NodeContext } from '../../contract/context.ts';
import { fail } from '../../contract/problem.ts';
import { hiddenColumns, physicalTypes, sqlName } from '../../contract/sql.ts';
import type { Model, Table } from '../../contract/values.ts';
import { columnBlocks } from '../tables/column-blocks.ts';
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
  const changed = columns.filter(({ name, type }) => {
    const given = types.get(name);
    return given !== undefined && physicalTypes[given] !== physicalTypes[type];
  });
  // Asked for together: DuckDB looks at all columns anew for each question.
  for (const block of columnBlocks(changed)) {
    if (block.length === 0) continue;
    const counts = block.map(
      (column, at) =>
        `count(*) FILTER (${sqlName(column.name)} IS NOT NULL AND ${converted(column)} IS NULL) AS c${at}`,
    );
    const [row = {}] = await context.tables.rows(`SELECT ${counts.join(', ')} FROM ${table.relation}`);
    for (const [at, { name, type }] of block.entries()) {
      const failed = Number(row[`c${at}`] ?? 0);
      if (failed > 0) context.finding(findings.notConverted(name, type, failed));
    }
  }
};
