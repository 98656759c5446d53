import type { NodeContext, SqlValue } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { blocksBelow, cellsBelow, isWide } from '../../cells-below.ts';
import { eachNumberColumn } from '../each-number-column.ts';
import type { Choice } from './choices.ts';
import { learnFill, meanOf, settledMethod } from './learn.ts';
import { learnMedians } from './medians.ts';

type Fills = ReadonlyMap<string, SqlValue>;

/** What takes one query of many columns: those of a method and a type. */
const belowSql = (table: Table, [choice, ...others]: readonly [Choice, ...Choice[]]): string => {
  const { type } = choice.column;
  const values = [choice, ...others].map(({ column }) => sqlName(column.name));
  const below = cellsBelow(table.relation, values);
  const shown = (value: string): string => (type === 'datetime' ? `CAST(${value} AS VARCHAR)` : value);
  const method = settledMethod(choice);
  if (method === 'mode')
    return `SELECT k, ${shown('v')} AS fill FROM (
      SELECT k, v, row_number() OVER (PARTITION BY k ORDER BY count(*) DESC, v) AS place FROM ${below}
      WHERE v IS NOT NULL GROUP BY k, v) WHERE place = 1`;
  const median = type === 'number' ? 'median(v)' : 'quantile_disc(v, 0.5)';
  const value = method === 'median' ? median : `${method}(v)`;
  return `SELECT k, ${shown(value)} AS fill FROM ${below} ${type === 'number' ? 'WHERE isfinite(v)' : ''} GROUP BY k`;
};

const groupKey = (choice: Choice): string => `${settledMethod(choice)} ${choice.column.type}`;

const inOneQuery = new Set<string>(['median', 'mode', 'min', 'max']);

/** Below each other what can be asked so; nothing is found for the others. */
const learnBelow = async (table: Table, choices: readonly Choice[], ctx: NodeContext): Promise<Fills> => {
  const groups = new Map<string, Choice[]>();
  for (const choice of choices) {
    if (!inOneQuery.has(settledMethod(choice))) continue;
    const group = groups.get(groupKey(choice)) ?? [];
    groups.set(groupKey(choice), group);
    group.push(choice);
  }
  const fills = new Map<string, SqlValue>();
  for (const block of [...groups.values()].flatMap(blocksBelow)) {
    const [first, ...others] = block;
    if (!first) continue;
    for (const { column } of block) fills.set(column.name, null);
    for (const { k, fill } of await ctx.tables.rows(belowSql(table, [first, ...others])))
      fills.set(block[Number(k)]?.column.name ?? '', fill ?? null);
  }
  return fills;
};

const learnMeans = async (table: Table, choices: readonly Choice[], ctx: NodeContext): Promise<Fills> => {
  const names = choices.filter((choice) => settledMethod(choice) === 'mean').map(({ column }) => column.name);
  const fills = new Map<string, SqlValue>();
  for await (const [name, values] of eachNumberColumn(table, names, ctx)) fills.set(name, meanOf(values));
  return fills;
};

/** What a missing value of each column becomes, by the rows to learn from. */
export const learnFills = async (table: Table, choices: readonly Choice[], ctx: NodeContext): Promise<Fills> => {
  const found = isWide(table, choices.length)
    ? new Map([...(await learnBelow(table, choices, ctx)), ...(await learnMeans(table, choices, ctx))])
    : await learnMedians(table, choices, ctx);
  const fills = new Map<string, SqlValue>();
  for (const choice of choices) {
    ctx.signal.throwIfAborted();
    const { name } = choice.column;
    fills.set(name, found.has(name) ? (found.get(name) ?? null) : await learnFill(table, choice, ctx));
  }
  return fills;
};
