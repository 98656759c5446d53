import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { blocksBelow, cellsBelow, manyColumns } from '../../cells-below.ts';
import { type Action, tidySql } from './actions.ts';

const head = 1000;
/** Columns counted beside each other. */
const beside = 2000;

interface Asked {
  /** Names of the columns whose cells are tidied. */
  readonly texts: ReadonlySet<string>;
  readonly actions: readonly Action[];
  readonly ctx: NodeContext;
}

const countBeside = async (columns: readonly Column[], relation: string, asked: Asked): Promise<readonly number[]> => {
  const { texts, actions, ctx } = asked;
  const cell = ({ name }: Column) => (texts.has(name) ? tidySql(sqlName(name), actions) : sqlName(name));
  const counts = columns.map((column, i) => `count(${cell(column)}) AS n${i}`);
  const [row = {}] = await ctx.tables.rows(`SELECT ${counts.join(', ')} FROM ${relation}`);
  return columns.map((_, i) => Number(row[`n${i}`] ?? 0));
};

const countBelow = async (columns: readonly Column[], relation: string, asked: Asked): Promise<readonly number[]> => {
  const cells = cellsBelow(
    relation,
    columns.map(({ name }) => sqlName(name)),
  );
  const rows = await asked.ctx.tables.rows(
    `SELECT k, count(${tidySql('v', asked.actions)}) AS n FROM ${cells} GROUP BY k`,
  );
  const counts = new Map(rows.map(({ k, n }) => [Number(k), Number(n)]));
  return columns.map((_, i) => counts.get(i) ?? 0);
};

const withValue = async (columns: readonly Column[], relation: string, asked: Asked): Promise<Set<Column>> => {
  const found = new Set<Column>();
  const tidied = columns.filter(({ name }) => asked.texts.has(name));
  const below = tidied.length > manyColumns ? tidied : [];
  const others = below.length > 0 ? columns.filter(({ name }) => !asked.texts.has(name)) : columns;
  const count = async (block: readonly Column[], ask: typeof countBeside): Promise<void> => {
    asked.ctx.signal.throwIfAborted();
    const counts = await ask(block, relation, asked);
    for (const [i, column] of block.entries()) if ((counts[i] ?? 0) > 0) found.add(column);
  };
  for (const block of blocksBelow(below)) await count(block, countBelow);
  for (let from = 0; from < others.length; from += beside) await count(others.slice(from, from + beside), countBeside);
  return found;
};

/**
 * Names of the columns that have no value in any row. Steps ask for a target, a weight or an id by its role, so those stay;
 * so do all columns where nothing would be left, or where there is no row to tell by. Most columns have a value among the
 * first rows, and only the others are looked through.
 */
export const emptyColumns = async (table: Table, asked: Asked): Promise<readonly string[]> => {
  const candidates = table.columns.filter(({ role }) => role === 'feature' || role === 'ignored');
  if (table.rows === 0 || candidates.length === 0) return [];
  const soon = await withValue(candidates, `(SELECT * FROM ${table.relation} LIMIT ${head})`, asked);
  const doubtful = candidates.filter((column) => !soon.has(column));
  if (doubtful.length === 0) return [];
  const late = table.rows > head ? await withValue(doubtful, table.relation, asked) : new Set();
  const empty = doubtful.filter((column) => !late.has(column)).map(({ name }) => name);
  return empty.length === table.columns.length ? [] : empty;
};
