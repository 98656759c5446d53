import type { ColumnChanges, TableChanges, TablePage } from '../../contract/api.ts';
import type { Column } from '../../contract/column.ts';
import type { SqlRow } from '../../contract/context.ts';
import { sqlName } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';
import { firstRows, plain } from './page.ts';

/** Columns whose cells are compared: a join of many thousand columns would keep people waiting. */
const mostCompared = 300;
const mostExamples = 3;
const mostRows = 20;
/** Columns that examples are fetched for. */
const mostExplained = 40;

interface Pair {
  readonly before: Column;
  readonly after: Column;
}

const pairsOf = (before: Table, after: Table): readonly Pair[] =>
  before.columns.flatMap((column) => {
    const found = after.columns.find(({ name }) => name === column.name);
    return found ? [{ before: column, after: found }] : [];
  });

const isAltered = ({ before, after }: Pair): boolean => before.type !== after.type || before.role !== after.role;

/** Cells of columns that changed their type are compared as text, numbers of either kind as numbers. */
const sides = ({ before, after }: Pair): readonly [string, string] => {
  const both = [`b.${sqlName(before.name)}`, `a.${sqlName(after.name)}`] as const;
  if (before.type === after.type) return both;
  const numeric = [before, after].every(({ type }) => type === 'number' || type === 'integer');
  const [left, right] = both.map((side) => `CAST(${side} AS ${numeric ? 'DOUBLE' : 'VARCHAR'})`);
  return [left ?? '', right ?? ''];
};

const counts = (pair: Pair, index: number): string => {
  const [before, after] = sides(pair);
  const differs = `${before} IS DISTINCT FROM ${after}`;
  return [
    `count(*) FILTER (${differs}) AS changed_${index}`,
    `count(*) FILTER (${before} IS NULL AND ${after} IS NOT NULL) AS filled_${index}`,
    `count(*) FILTER (${before} IS NOT NULL AND ${after} IS NULL) AS emptied_${index}`,
  ].join(', ');
};

const joined = (before: Table, after: Table): string =>
  `FROM ${before.relation} b JOIN ${after.relation} a ON a.__row = b.__row`;

const examplesOf = async (connection: Connection, from: string, pair: Pair): Promise<ColumnChanges['examples']> => {
  const [before, after] = sides(pair);
  const shown = (side: string): string => (pair.before.type === 'datetime' ? `CAST(${side} AS VARCHAR)` : side);
  const rows = await connection.rows(
    `SELECT b.__row AS row, ${shown(before)} AS before, ${shown(after)} AS after ${from}
     WHERE ${before} IS DISTINCT FROM ${after} ORDER BY b.__row LIMIT ${mostExamples}`,
  );
  return rows.map(({ row, before: old, after: now }) => ({
    row: Number(row),
    before: plain(old),
    after: plain(now),
  }));
};

const countOf = (row: SqlRow | undefined, name: string): number => Number(row?.[name] ?? 0);

const cellChanges = async (
  connection: Connection,
  from: string,
  pairs: readonly Pair[],
): Promise<readonly ColumnChanges[]> => {
  if (pairs.length === 0) return [];
  const [row] = await connection.rows(`SELECT ${pairs.map(counts).join(', ')} ${from}`);
  const changed = pairs
    .map((pair, index) => ({
      pair,
      changed: countOf(row, `changed_${index}`),
      filled: countOf(row, `filled_${index}`),
      emptied: countOf(row, `emptied_${index}`),
    }))
    .filter(({ changed: count }) => count > 0)
    .sort((a, b) => b.changed - a.changed);
  const found: ColumnChanges[] = [];
  for (const { pair, ...count } of changed) {
    const examples = found.length < mostExplained ? await examplesOf(connection, from, pair) : [];
    found.push({ column: pair.before.name, ...count, examples });
  }
  return found;
};

/** Rows of one table whose number is not in the other. */
const onlyIn = async (connection: Connection, table: Table, other: Table): Promise<TablePage> => {
  const sql = `SELECT * FROM ${table.relation} t WHERE NOT EXISTS (FROM ${other.relation} o WHERE o.__row = t.__row)`;
  const [counted] = await connection.rows(`SELECT count(*) AS rows FROM (${sql})`);
  const rows = countOf(counted, 'rows');
  return rows === 0
    ? { columns: table.columns, rows, offset: 0, page: [] }
    : firstRows(connection, table, { sql, rows, most: mostRows });
};

/** What became of a table in a step, in counts and first examples; rows are told apart by their number. */
export const tableChanges = async (connection: Connection, before: Table, after: Table): Promise<TableChanges> => {
  const pairs = pairsOf(before, after);
  const compared = pairs.slice(0, mostCompared);
  const names = new Set(pairs.map((pair) => pair.before.name));
  const isNew = ({ name }: Column): boolean => !names.has(name);
  const dropped = await onlyIn(connection, before, after);
  const added = await onlyIn(connection, after, before);
  return {
    rows: { before: before.rows, after: after.rows, dropped: dropped.rows, added: added.rows },
    dropped,
    added,
    columns: {
      added: after.columns.filter(isNew),
      removed: before.columns.filter(isNew),
      altered: pairs.filter(isAltered),
    },
    cells: await cellChanges(connection, joined(before, after), compared),
    notCompared: pairs.length - compared.length,
  };
};
