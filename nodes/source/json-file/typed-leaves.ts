import type { Column, ColumnType } from '../../../contract/column.ts';
import type { NodeContext, SqlRow } from '../../../contract/context.ts';
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

const asked = (index: number): string => {
  const v = value(index);
  return `count(${v}) AS present_${index}, count(DISTINCT ${v}) AS distinct_${index},
    count(*) FILTER (${v} IS NOT NULL AND TRY_CAST(${v} AS BIGINT) IS NULL) AS wide_${index},
    count(*) FILTER (${v} IS NOT NULL AND NOT (${looksLikeInstant(v)})) AS undated_${index}`;
};

/** Decides the type of each leaf from all its values. */
export const typeLeaves = async (
  records: string,
  leaves: readonly Leaf[],
  { ctx, carried = [] }: { readonly ctx: NodeContext; readonly carried?: readonly string[] },
): Promise<TypedLeaves> => {
  const pointers = leaves.map(({ pointer }) => sqlText(pointer)).join(', ');
  const extracted = [...carried.map(sqlName), `json_extract_string(json, [${pointers}]) AS v`].join(', ');
  const values = `SELECT ${extracted} FROM (${records}) WHERE ${isRecord}`;
  const [row = {}] = await ctx.tables.rows(
    `SELECT count(*) AS rows, ${leaves.map((_, index) => asked(index)).join(', ')} FROM (${values})`,
  );
  const { names, findings } = soundNames(leaves.map(({ name }) => name));
  const columns = leaves.map(
    (leaf, index): Column => ({ name: names[index] ?? leaf.name, type: typeOf(leaf, row, index), role: 'feature' }),
  );
  const told = columns.flatMap((column, index) => mixed(column, leaves[index], Number(row[`present_${index}`])));
  const read = columns.map(({ name, type }, index) => `${valueSql(value(index), type)} AS ${sqlName(name)}`);
  return {
    sql: `SELECT ${[...read, ...carried.map(sqlName)].join(', ')} FROM (${values})`,
    columns,
    rows: Number(row['rows'] ?? 0),
    findings: [...findings, ...told],
  };
};

const typeOf = ({ type }: Leaf, row: SqlRow, index: number): ColumnType => {
  const present = Number(row[`present_${index}`]);
  if (type === 'NESTED') return 'text';
  if (type === 'NULL' || present === 0) return 'number';
  if (type === 'BOOLEAN') return 'boolean';
  if (/INT$/.test(type)) return Number(row[`wide_${index}`]) === 0 ? 'integer' : 'number';
  if (type === 'DOUBLE') return 'number';
  if (type !== 'JSON' && Number(row[`undated_${index}`]) === 0) return 'datetime';
  return textType(Number(row[`distinct_${index}`]), present);
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
