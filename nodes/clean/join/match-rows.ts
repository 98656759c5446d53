import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import { physicalTypes, sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { isNumeric, textSql } from '../widen-type.ts';
import type { JoinParams } from './params.ts';
import type { Key } from './plan-join.ts';

/** More pairs than these are a slip, such as a key that has one value only. */
const pairLimit = 50_000_000;

const cast = (column: Column, alias: string, type: string): string =>
  `CAST(${alias}.${sqlName(column.name)} AS ${type})`;

/** Both sides of a key as they are compared: as numbers where both are, as text where the types differ. */
export const keySides = ({ left, right }: Key): readonly [string, string] => {
  const [l, r] = [`l.${sqlName(left.name)}`, `r.${sqlName(right.name)}`];
  if (physicalTypes[left.type] === physicalTypes[right.type]) return [l, r];
  if (isNumeric(left.type) && isNumeric(right.type)) return [cast(left, 'l', 'DOUBLE'), cast(right, 'r', 'DOUBLE')];
  return [textSql(l, left.type), textSql(r, right.type)];
};

const rightKeys = (keys: readonly Key[]): readonly string[] => keys.map((key) => keySides(key)[1]);

/** Only the first row of each key; rows without a key stay, as they are nobody's match. */
export const firstOfEach = (relation: string, keys: readonly Key[]): string => {
  const by = rightKeys(keys);
  const lacking = by.map((key) => `${key} IS NULL`).join(' OR ');
  return `(SELECT * EXCLUDE (__nth, __lacks) FROM (SELECT r.*, row_number() OVER (PARTITION BY ${by.join(', ')} ORDER BY __row) AS __nth,
    (${lacking}) AS __lacks FROM ${relation} r) WHERE __nth = 1 OR __lacks)`;
};

const keyText = (keys: readonly string[]): string =>
  keys.length === 1 ? `CAST(${keys[0]} AS VARCHAR)` : `concat_ws(', ', ${keys.join(', ')})`;

/** @throws data.duplicate-keys where the settings want no key twice */
export const refuseDuplicates = async (relation: string, keys: readonly Key[], ctx: NodeContext): Promise<void> => {
  const by = rightKeys(keys);
  const found = await ctx.tables.rows(
    `SELECT ${keyText(by)} AS key, count(*) AS n, count(*) OVER () AS keys FROM ${relation} r
     WHERE ${by.map((key) => `${key} IS NOT NULL`).join(' AND ')}
     GROUP BY ${by.join(', ')} HAVING count(*) > 1 ORDER BY n DESC, key LIMIT 3`,
  );
  if (found.length === 0) return;
  const examples = found.map((row) => `“${row['key']}” (${row['n']} rows)`).join(', ');
  throw fail('data.duplicate-keys', { values: { count: Number(found[0]?.['keys']), examples } });
};

const refuseTooMany = async (left: string, right: string, keys: readonly Key[], ctx: NodeContext): Promise<void> => {
  const grouped = (relation: string, alias: string, side: 0 | 1): string => {
    const named = keys.map((key, index) => `${keySides(key)[side]} AS k${index}`);
    return `(SELECT ${named.join(', ')}, count(*) AS n FROM ${relation} ${alias} GROUP BY ALL)`;
  };
  const on = keys.map((_, index) => `a.k${index} = b.k${index}`).join(' AND ');
  const [row] = await ctx.tables.rows(
    `SELECT CAST(sum(CAST(a.n AS DOUBLE) * b.n) AS DOUBLE) AS pairs FROM ${grouped(left, 'l', 0)} a JOIN ${grouped(right, 'r', 1)} b ON ${on}`,
  );
  const count = Number(row?.['pairs'] ?? 0);
  if (count > pairLimit) throw fail('data.join-too-large', { values: { count, limit: pairLimit } });
};

export interface Matching {
  readonly left: Table;
  /** What may stand after FROM for the right rows. */
  readonly right: string;
  readonly keys: readonly Key[];
  readonly duplicateKeys: JoinParams['duplicateKeys'];
}

/** Row ids that belong together: `l`, `r` and `nth`, which counts the matches of a left row from 1. */
export const matchRows = async ({ left, right, keys, duplicateKeys }: Matching, ctx: NodeContext): Promise<Table> => {
  if (duplicateKeys === 'expand') await refuseTooMany(left.relation, right, keys, ctx);
  const on = keys.map((key) => keySides(key).join(' = ')).join(' AND ');
  const sql = `SELECT l.__row AS l, r.__row AS r, row_number() OVER (PARTITION BY l.__row ORDER BY r.__row) AS nth
    FROM ${left.relation} l JOIN ${right} r ON ${on} ORDER BY 1, 2`;
  const column = (name: string): Column => ({ name, type: 'integer', role: 'id' });
  return ctx.tables.create(sql, [column('l'), column('r'), column('nth')]);
};
