import type { Column, ColumnType } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import type { Finding } from '../../../contract/report.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import { soundNames } from '../column-names.ts';
import { instantSql, looksLikeInstant } from '../instants.ts';
import { textType } from '../text-type.ts';
import { isRecord } from './bad-records.ts';
import type { Leaf } from './leaves.ts';

export interface TypedLeaves {
  /** SELECT of the columns. */
  readonly sql: string;
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly findings: readonly Finding[];
}

const value = (index: number): string => `v[${index + 1}]`;

/** What has to be known of a leaf's values. Only texts are told apart by their values: the rest costs time in wide files. */
const asked = ({ type }: Leaf, index: number): readonly string[] => {
  const v = value(index);
  const present = `count(${v}) AS present_${index}`;
  if (/INT$/.test(type))
    return [present, `count(*) FILTER (${v} IS NOT NULL AND TRY_CAST(${v} AS BIGINT) IS NULL) AS wide_${index}`];
  if (['NESTED', 'NULL', 'BOOLEAN', 'DOUBLE'].includes(type)) return [present];
  return [
    present,
    `count(DISTINCT ${v}) AS distinct_${index}`,
    `count(*) FILTER (${v} IS NOT NULL AND NOT (${looksLikeInstant(v)})) AS undated_${index}`,
  ];
};

/** Leaves asked about at once: DuckDB takes minutes to plan a query over thousands. */
const atOnce = 100;

const valuesSql = (records: string, leaves: readonly Leaf[], carried: readonly string[]): string => {
  const pointers = leaves.map(({ pointer }) => sqlText(pointer)).join(', ');
  const extracted = [...carried.map(sqlName), `json_extract_string(json, [${pointers}]) AS v`].join(', ');
  return `SELECT ${extracted} FROM (${records}) WHERE ${isRecord}`;
};

/** The answers for each leaf. */
const askAll = async (
  records: string,
  leaves: readonly Leaf[],
  ctx: NodeContext,
): Promise<{ readonly rows: number; readonly answers: readonly Answer[] }> => {
  let rows = 0;
  const answers: Answer[] = [];
  for (let start = 0; start < leaves.length; start += atOnce) {
    ctx.signal.throwIfAborted();
    const some = leaves.slice(start, start + atOnce);
    const [row = {}] = await ctx.tables.rows(
      `SELECT count(*) AS rows, ${some.flatMap(asked).join(', ')} FROM (${valuesSql(records, some, [])})`,
    );
    rows = Number(row['rows'] ?? 0);
    const count = (what: string, index: number): number => Number(row[`${what}_${index}`] ?? 0);
    answers.push(
      ...some.map((_, index) => ({
        present: count('present', index),
        distinct: count('distinct', index),
        wide: count('wide', index),
        undated: count('undated', index),
      })),
    );
  }
  return { rows, answers };
};

interface Answer {
  readonly present: number;
  readonly distinct: number;
  /** Whole numbers that are too big. */
  readonly wide: number;
  /** Texts that are no dates. */
  readonly undated: number;
}

const nothing: Answer = { present: 0, distinct: 0, wide: 0, undated: 0 };

/** Decides the type of each leaf from all its values. */
export const typeLeaves = async (
  records: string,
  leaves: readonly Leaf[],
  { ctx, carried = [] }: { readonly ctx: NodeContext; readonly carried?: readonly string[] },
): Promise<TypedLeaves> => {
  const values = valuesSql(records, leaves, carried);
  const { rows, answers } = await askAll(records, leaves, ctx);
  const { names, findings } = soundNames(leaves.map(({ name }) => name));
  const columns = leaves.map(
    (leaf, index): Column => ({ name: names[index] ?? leaf.name, type: typeOf(leaf, answers[index]), role: 'feature' }),
  );
  const told = columns.flatMap((column, index) => mixed(column, leaves[index], answers[index]?.present ?? 0));
  const read = columns.map(({ name, type }, index) => `${valueSql(value(index), type)} AS ${sqlName(name)}`);
  return {
    sql: `SELECT ${[...read, ...carried.map(sqlName)].join(', ')} FROM (${values})`,
    columns,
    rows,
    findings: [...findings, ...told],
  };
};

const typeOf = ({ type }: Leaf, { present, distinct, wide, undated }: Answer = nothing): ColumnType => {
  if (type === 'NESTED') return 'text';
  if (type === 'NULL' || present === 0) return 'number';
  if (type === 'BOOLEAN') return 'boolean';
  if (/INT$/.test(type)) return wide === 0 ? 'integer' : 'number';
  if (type === 'DOUBLE') return 'number';
  if (type !== 'JSON' && undated === 0) return 'datetime';
  return textType(distinct, present);
};

const valueSql = (text: string, type: ColumnType): string => {
  switch (type) {
    case 'number':
      return `CAST(${text} AS DOUBLE)`;
    case 'integer':
      return `CAST(${text} AS BIGINT)`;
    case 'boolean':
      return `CAST(${text} AS BOOLEAN)`;
    case 'datetime':
      return instantSql(text);
    default:
      return text;
  }
};

const mixed = ({ name, type }: Column, leaf: Leaf | undefined, present: number): readonly Finding[] => {
  if (present === 0)
    return [
      { code: 'data.all-missing', severity: 'warning', message: `“${name}” has no value in any row.`, column: name },
    ];
  if (leaf?.type !== 'JSON') return [];
  const message = `The values of “${name}” are of several kinds, so it is read as ${type}. To use it as another type, convert it with “Types”.`;
  return [{ code: 'data.mixed-types', severity: 'warning', message, column: name, rows: present }];
};
