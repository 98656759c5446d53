import type { NodeContext, SqlRow } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { isNumeric, textSql } from '../widen-type.ts';
import type { Joining } from './joined-table.ts';
import { keySides } from './match-rows.ts';
import type { Key } from './plan-join.ts';

export interface Side {
  readonly rows: number;
  readonly matched: number;
  /** Rows that have no key at all. */
  readonly keyless: number;
  readonly first: readonly { readonly key: string; readonly rows: number }[];
}

export interface NearKeys {
  readonly rows: number;
  readonly examples: readonly string[];
}

export interface Conflict {
  readonly column: string;
  readonly compared: number;
  readonly differing: number;
  readonly examples: readonly string[];
}

export interface Measured {
  readonly left: Side;
  readonly right: Side;
  /** Matches beyond the first of each row. */
  readonly growth: number;
  readonly conflicts: readonly Conflict[];
  readonly near: NearKeys;
}

/** A key as a reader sees it, from the columns of one side. */
const shownKey = (keys: readonly Key[], side: 'left' | 'right'): string => {
  const texts = keys.map((key) => {
    const column = key[side];
    return `coalesce(${textSql(`t.${sqlName(column.name)}`, column.type)}, 'missing')`;
  });
  return texts.join(` || ', ' || `);
};

const measureSide = async (
  { plan, pairs }: Joining,
  side: 'left' | 'right',
  table: Pick<Table, 'relation'>,
  ctx: NodeContext,
): Promise<Side> => {
  const id = side === 'left' ? 'l' : 'r';
  const keyless = plan.keys.map((key) => `t.${sqlName(key[side].name)} IS NULL`).join(' OR ');
  const unmatched = `t.__row NOT IN (SELECT ${id} FROM ${pairs.relation})`;
  const [sums = {}] = await ctx.tables.rows(
    `SELECT count(*) AS n, count(*) FILTER (${unmatched}) AS unmatched, count(*) FILTER (${keyless}) AS keyless FROM ${table.relation} t`,
  );
  const first = await ctx.tables.rows(
    `SELECT ${shownKey(plan.keys, side)} AS key, count(*) AS n, min(t.__row) AS first FROM ${table.relation} t
     WHERE ${unmatched} GROUP BY key ORDER BY first LIMIT 10`,
  );
  const rows = Number(sums['n'] ?? 0);
  return {
    rows,
    matched: rows - Number(sums['unmatched'] ?? 0),
    keyless: Number(sums['keyless'] ?? 0),
    first: first.map((row) => ({ key: String(row['key']), rows: Number(row['n']) })),
  };
};

const tidy = (text: string): string => `ltrim(regexp_replace(trim(lower(${text})), '\\s+', ' ', 'g'), '0')`;

/** Left rows without a match that would have one if case, spaces and leading zeros were the same. */
const nearKeys = async ({ plan, left, right, pairs }: Joining, ctx: NodeContext): Promise<NearKeys> => {
  if (plan.keys.every((key) => isNumeric(key.left.type) && isNumeric(key.right.type))) return { rows: 0, examples: [] };
  const sides = (side: 'left' | 'right'): string =>
    plan.keys
      .map((key, index) => {
        const text = textSql(`t.${sqlName(key[side].name)}`, key[side].type);
        return `${tidy(text)} AS k${index}`;
      })
      .join(', ');
  const on = plan.keys.map((_, index) => `a.k${index} = b.k${index}`).join(' AND ');
  const found = await ctx.tables.rows(
    `SELECT a.shown AS ours, b.shown AS theirs, a.n AS n, sum(a.n) OVER () AS rows FROM
     (SELECT ${sides('left')}, ${shownKey(plan.keys, 'left')} AS shown, count(*) AS n, min(__row) AS first FROM ${left.relation} t
      WHERE __row NOT IN (SELECT l FROM ${pairs.relation}) GROUP BY ALL) a
     JOIN (SELECT ${sides('right')}, min(${shownKey(plan.keys, 'right')}) AS shown FROM ${right} t GROUP BY ALL) b ON ${on}
     ORDER BY a.first LIMIT 5`,
  );
  return {
    rows: Number(found[0]?.['rows'] ?? 0),
    examples: found.map((row) => `“${row['ours']}” and “${row['theirs']}”`),
  };
};

const conflictsOf = async (joining: Joining, ctx: NodeContext): Promise<readonly Conflict[]> => {
  const { plan, left, right, pairs } = joining;
  if (plan.shared.length === 0) return [];
  const values = plan.shared.map((both) => keySides({ ...both, type: both.left.type }));
  const together = `FROM ${pairs.relation} p JOIN ${left.relation} l ON l.__row = p.l JOIN ${right} r ON r.__row = p.r`;
  const counts = values.flatMap(([ours, theirs], index) => [
    `count(*) FILTER (${ours} IS NOT NULL AND ${theirs} IS NOT NULL) AS c${index}`,
    `count(*) FILTER (${ours} <> ${theirs}) AS d${index}`,
  ]);
  const [sums = {}] = await ctx.tables.rows(`SELECT ${counts.join(', ')} ${together}`);
  const conflicts: Conflict[] = [];
  for (const [index, { left: column }] of plan.shared.entries()) {
    const [ours, theirs] = values[index] ?? ['NULL', 'NULL'];
    const differing = Number(sums[`d${index}`] ?? 0);
    const shown = (row: SqlRow): string => `${row['ours']} and ${row['theirs']} (row ${Number(row['n']) + 1})`;
    const examples =
      differing === 0
        ? []
        : await ctx.tables.rows(
            `SELECT CAST(${ours} AS VARCHAR) AS ours, CAST(${theirs} AS VARCHAR) AS theirs, p.l AS n ${together}
             WHERE ${ours} <> ${theirs} ORDER BY p.__row LIMIT 3`,
          );
    const compared = Number(sums[`c${index}`] ?? 0);
    conflicts.push({ column: column.name, compared, differing, examples: examples.map(shown) });
  }
  return conflicts;
};

/** How well the two tables fit each other. */
export const measureJoin = async (joining: Joining, ctx: NodeContext): Promise<Measured> => {
  const [sums] = await ctx.tables.rows(`SELECT count(*) FILTER (nth > 1) AS growth FROM ${joining.pairs.relation}`);
  return {
    left: await measureSide(joining, 'left', joining.left, ctx),
    right: await measureSide(joining, 'right', { relation: joining.right }, ctx),
    growth: Number(sums?.['growth'] ?? 0),
    conflicts: await conflictsOf(joining, ctx),
    near: await nearKeys(joining, ctx),
  };
};
