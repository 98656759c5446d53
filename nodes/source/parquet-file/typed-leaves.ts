import type { Column, ColumnType } from '../../../contract/column.ts';
import type { SqlRow, Tables } from '../../../contract/context.ts';
import type { Finding } from '../../../contract/report.ts';
import { sqlName } from '../../../contract/sql.ts';
import { soundNames } from '../column-names.ts';
import { textType } from '../text-type.ts';
import type { Leaf } from './leaves.ts';
import { type Physical, physicalOf } from './physical.ts';

export interface TypedLeaves {
  /** Expressions with their names, to stand after SELECT. */
  readonly sql: string;
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly findings: readonly Finding[];
}

/** What all values of a leaf say. */
interface Looked {
  readonly leaf: Leaf;
  readonly physical: Physical;
  readonly rows: number;
  readonly present: number;
  /** Distinct texts. */
  readonly distinct: number;
  /** Values that our type can't hold. */
  readonly odd: number;
}

/** Columns asked about at once: more would need too much memory, fewer more passes over the file. */
const atOnce = 100;
/** Up to this many rows distinct texts are counted exactly. */
const exactRows = 200_000;

/** Decides the type of each leaf; `from` is a FROM item with all rows to look at. */
export const typeLeaves = async (tables: Tables, from: string, leaves: readonly Leaf[]): Promise<TypedLeaves> => {
  const [counted] = await tables.rows(`SELECT count(*) AS n FROM ${from}`);
  const rows = Number(counted?.['n'] ?? 0);
  const looked: Looked[] = [];
  for (let start = 0; start < leaves.length; start += atOnce) {
    const some = leaves.slice(start, start + atOnce);
    const asked = some.map((leaf, index) => question(leaf, index, rows <= exactRows)).join(', ');
    const [row = {}] = await tables.rows(`SELECT ${asked} FROM ${from}`);
    looked.push(...some.map((leaf, index) => answer(leaf, { row, index, rows })));
  }
  const kept = looked.filter((one) => !isLeftOut(one));
  const { names, findings } = soundNames(kept.map(({ leaf }) => leaf.name));
  const columns = kept.map((one, index): Column => ({ name: names[index] ?? '', type: typeOf(one), role: 'feature' }));
  return {
    sql: kept.map((one, index) => `${valueSql(one)} AS ${sqlName(names[index] ?? '')}`).join(', '),
    columns,
    rows,
    findings: [
      ...looked.filter(isLeftOut).map(leftOut),
      ...findings,
      ...kept.flatMap((one, index) => told(one, columns[index])),
    ],
  };
};

/** Whether a value is one that our type can't hold, per kind of type. */
const odd: Readonly<Partial<Record<Physical, (sql: string, type: string) => string>>> = {
  'wide-integer': (sql) => `TRY_CAST(${sql} AS BIGINT) IS NULL`,
  'exact-number': (sql, type) => `${sql}::DOUBLE::${type} <> ${sql}`,
  number: (sql) => `isnan(${sql})`,
  datetime: (sql) => `NOT isfinite(${sql}::TIMESTAMP)`,
  bytes: (sql) => `TRY(decode(${sql})) IS NULL`,
};

const question = (leaf: Leaf, index: number, exact: boolean): string => {
  const { sql } = leaf;
  const physical = physicalOf(leaf.type);
  const text = physical === 'bytes' ? `TRY(decode(${sql}))` : sql;
  const isText = physical === 'text' || physical === 'bytes';
  const distinct = exact ? `count(DISTINCT ${text})` : `approx_count_distinct(${text})`;
  const test = odd[physical]?.(sql, leaf.type);
  return [
    `count(${sql}) AS p${index}`,
    `${isText ? distinct : '0'} AS d${index}`,
    `${test ? `count(*) FILTER (${sql} IS NOT NULL AND coalesce(TRY(${test}), true))` : '0'} AS o${index}`,
  ].join(', ');
};

const answer = (
  leaf: Leaf,
  { row, index, rows }: { readonly row: SqlRow; readonly index: number; readonly rows: number },
): Looked => ({
  leaf,
  physical: physicalOf(leaf.type),
  rows,
  present: Number(row[`p${index}`] ?? 0),
  distinct: Number(row[`d${index}`] ?? 0),
  odd: Number(row[`o${index}`] ?? 0),
});

const isLeftOut = ({ physical, odd: failed }: Looked): boolean =>
  physical === 'unknown' || (physical === 'bytes' && failed > 0);

const typeOf = ({ physical, distinct, present, odd: failed }: Looked): ColumnType => {
  switch (physical) {
    case 'integer':
    case 'boolean':
    case 'datetime':
    case 'number':
      return physical;
    case 'wide-integer':
      return failed > 0 ? 'number' : 'integer';
    case 'exact-number':
      return 'number';
    case 'text':
    case 'bytes':
      return present === 0 ? 'category' : textType(distinct, present);
    default:
      return 'text';
  }
};

const valueSql = (one: Looked): string => {
  const { sql } = one.leaf;
  switch (one.physical) {
    case 'nested':
      return `CASE WHEN ${sql} IS NULL THEN NULL ELSE to_json(${sql})::VARCHAR END`;
    case 'bytes':
      return `decode(${sql})`;
    case 'number':
      return one.odd > 0 ? `CASE WHEN isnan(${sql}) THEN NULL ELSE ${sql}::DOUBLE END` : `${sql}::DOUBLE`;
    case 'datetime':
      return one.odd > 0 ? `CASE WHEN isfinite(${sql}::TIMESTAMP) THEN ${sql}::TIMESTAMP END` : `${sql}::TIMESTAMP`;
    case 'boolean':
      return sql;
    default:
      return `${sql}::${{ integer: 'BIGINT', number: 'DOUBLE' }[String(typeOf(one))] ?? 'VARCHAR'}`;
  }
};

const leftOut = ({ leaf, physical, odd: failed, rows }: Looked): Finding => ({
  code: 'data.column-left-out',
  severity: 'warning',
  message:
    physical === 'bytes'
      ? `“${leaf.name}” holds bytes that are no text, so it was left out. Write it as text or numbers to use it.`
      : `“${leaf.name}” is of the type ${leaf.type}, which a table here cannot hold, so it was left out.`,
  column: leaf.name,
  rows: physical === 'bytes' ? failed : rows,
});

const told = (one: Looked, column: Column | undefined): readonly Finding[] => {
  const name = column?.name ?? one.leaf.name;
  const about = { severity: 'warning', column: name } as const;
  if (one.present === 0 && one.rows > 0)
    return [{ ...about, code: 'data.all-missing', message: `“${name}” has no value in any row.`, rows: one.rows }];
  if (one.physical === 'nested') {
    const message = `“${name}” holds lists or nested values (${one.leaf.type}), which are kept as JSON text.`;
    return [{ ...about, severity: 'info', code: 'data.nested-column', message, rows: one.present }];
  }
  const message = oddText(one, name);
  return one.odd > 0 && message ? [{ ...about, ...message, rows: one.odd, value: one.odd }] : [];
};

const oddText = (
  { physical, odd: count, present }: Looked,
  name: string,
): Pick<Finding, 'code' | 'message'> | undefined => {
  const some = `${count} of ${present} values of “${name}”`;
  if (physical === 'number') return { code: 'data.not-a-number', message: `${some} are NaN, and count as missing.` };
  if (physical === 'datetime')
    return { code: 'data.no-date', message: `${some} are beyond all dates, and count as missing.` };
  if (physical === 'wide-integer' || physical === 'exact-number')
    return { code: 'data.rounded', message: `${some} have more digits than a number keeps, and were rounded.` };
  return undefined;
};
