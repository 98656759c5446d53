import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { isNumeric } from '../widen-type.ts';
import type { United } from './plan-union.ts';
import { type Guess, guessUnits, type Spread } from './unit-guess.ts';

export interface Scale {
  readonly column: string;
  /** One a table; undefined where it lacks the column, or has no numbers in it. */
  readonly spreads: readonly (Spread | undefined)[];
  readonly disagreements: readonly { readonly first: number; readonly second: number; readonly guess: Guess }[];
}

const spreadsOf = async (
  table: Table,
  names: readonly (string | undefined)[],
  ctx: NodeContext,
): Promise<readonly (Spread | undefined)[]> => {
  const asked = names.flatMap((name, index) => {
    if (name === undefined) return [];
    const value = `CAST(${sqlName(name)} AS DOUBLE)`;
    const finite = `FILTER (isfinite(${value}))`;
    const quartile = (share: number): string => `quantile_cont(${value}, ${share}) ${finite}`;
    return [
      `count(${value}) ${finite} AS n${index}`,
      ...[0.25, 0.5, 0.75].map((share, q) => `${quartile(share)} AS q${q}_${index}`),
    ];
  });
  if (asked.length === 0) return names.map(() => undefined);
  const [row = {}] = await ctx.tables.rows(`SELECT ${asked.join(', ')} FROM ${table.relation}`);
  return names.map((_, index) => {
    const n = Number(row[`n${index}`] ?? 0);
    const [low, median, high] = [0, 1, 2].map((q) => Number(row[`q${q}_${index}`] ?? Number.NaN));
    return n > 0 ? { n, median: median ?? 0, range: (high ?? 0) - (low ?? 0) } : undefined;
  });
};

/** Every table is held against the first that has the column. */
const disagreementsOf = (spreads: Scale['spreads']): Scale['disagreements'] => {
  const first = spreads.findIndex((spread) => spread !== undefined);
  const base = spreads[first];
  return spreads.flatMap((spread, second) => {
    const guess = base && spread && second !== first ? guessUnits(base, spread) : undefined;
    return guess ? [{ first, second, guess }] : [];
  });
};

/** How large the numbers of each table are, column by column, and where the units seem to differ. */
export const compareScales = async (
  tables: readonly Table[],
  united: readonly United[],
  ctx: NodeContext,
): Promise<readonly Scale[]> => {
  const asked = united.filter(({ from }) => from.filter((column) => column && isNumeric(column.type)).length > 1);
  const byTable: (readonly (Spread | undefined)[])[] = [];
  for (const [index, table] of tables.entries()) {
    ctx.signal.throwIfAborted();
    const names = asked.map(({ from }) => {
      const column = from[index];
      return column && isNumeric(column.type) ? column.name : undefined;
    });
    byTable.push(await spreadsOf(table, names, ctx));
  }
  return asked.map(({ column }, place) => {
    const spreads = byTable.map((found) => found[place]);
    return { column: column.name, spreads, disagreements: disagreementsOf(spreads) };
  });
};
