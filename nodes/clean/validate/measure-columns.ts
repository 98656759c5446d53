import type { ColumnFacts } from '../../../algorithms/rules/learn-rules.ts';
import type { Column } from '../../../contract/column.ts';
import type { NodeContext, Tables } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';

const mostLevels = 20;

const levelsOf = async (table: Table, name: string, tables: Tables): Promise<readonly string[]> => {
  const found = await tables.rows(
    `SELECT DISTINCT ${sqlName(name)} AS v FROM ${table.relation} WHERE ${sqlName(name)} IS NOT NULL ORDER BY v`,
  );
  return found.map(({ v }) => String(v));
};

const measure = async (table: Table, { name, type }: Column, tables: Tables): Promise<ColumnFacts> => {
  const cell = sqlName(name);
  const ordered = type === 'number' || type === 'integer' || type === 'datetime';
  const range = ordered
    ? `, CAST(min(${cell}) AS VARCHAR) AS low, CAST(max(${cell}) AS VARCHAR) AS high${type === 'integer' ? '' : `, bool_and(isfinite(${cell})) AS finite`}`
    : '';
  const [row = {}] = await tables.rows(
    `SELECT count(${cell}) AS n, count(DISTINCT ${cell}) AS d${range} FROM ${table.relation}`,
  );
  const distinct = Number(row['d'] ?? 0);
  const { low, high, finite } = row;
  const few = (type === 'category' || type === 'text') && distinct > 0 && distinct <= mostLevels;
  return {
    name,
    type,
    missing: table.rows - Number(row['n'] ?? 0),
    distinct,
    ...(typeof low === 'string' && typeof high === 'string' && finite !== false ? { range: { low, high } } : {}),
    ...(few ? { levels: await levelsOf(table, name, tables) } : {}),
  };
};

/** What the rules that a table keeps are learned from. */
export const measureColumns = async (
  table: Table,
  { tables, signal, progress }: Pick<NodeContext, 'tables' | 'signal' | 'progress'>,
): Promise<readonly ColumnFacts[]> => {
  const facts: ColumnFacts[] = [];
  for (const column of table.columns) {
    signal.throwIfAborted();
    progress(facts.length / table.columns.length, `Looking at “${column.name}”`);
    facts.push(await measure(table, column, tables));
  }
  return facts;
};
