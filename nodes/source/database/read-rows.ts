import type { Column, ColumnType } from '../../../contract/column.ts';
import type { NodeContext, SqlRow } from '../../../contract/context.ts';
import type { Finding } from '../../../contract/report.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { soundNames } from '../column-names.ts';
import { instantSql, looksLikeInstant } from '../instants.ts';
import { literalPath } from '../literal-path.ts';
import { textType } from '../text-type.ts';
import { type Answer, type AnswerColumn, readAnswer, rowsPath } from './row-file.ts';

export interface TypedRows {
  readonly sql: string;
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly findings: readonly Finding[];
}

/** Digits that a number keeps for certain. */
const keptDigits = 15;
const shown = 5;
const value = (index: number): string => `v[${index + 1}]`;

/** The rows that were written to a folder, each column as what it is. */
export const typeRows = async (folder: string, ctx: NodeContext): Promise<TypedRows> => {
  const answer = await readAnswer(folder);
  const { names, findings } = soundNames(answer.columns.map(({ name }) => name));
  const values = valuesSql(folder, answer);
  const questions = answer.columns.flatMap(({ kind }, index) => questionsOf(kind, value(index), index));
  const [row = {}] = await ctx.tables.rows(`SELECT ${['count(*) AS rows', ...questions].join(', ')} FROM (${values})`);
  const columns = answer.columns.map((column, index): Column => {
    const type = typeOf(column, row, index);
    const levels = type === 'category' && column.levels ? { levels: column.levels } : {};
    return { name: names[index] ?? column.name, type, role: 'feature', ...levels };
  });
  const told = await Promise.all(
    columns.map((column, index) => lostIn({ column, asked: answer.columns[index], row, index, values }, ctx)),
  );
  const read = columns.map(({ name, type }, index) => `${cellSql(value(index), type)} AS ${sqlName(name)}`);
  return {
    sql: `SELECT ${read.join(', ')} FROM (${values})`,
    columns,
    rows: answer.rows,
    findings: [...findings, ...told.flat()],
  };
};

/** Reads them as a table. */
export const readRows = async (folder: string, ctx: NodeContext): Promise<Table> => {
  const { sql, columns, findings, rows } = await typeRows(folder, ctx);
  const table = rows === 0 ? await ctx.tables.fromRows(columns, []) : await ctx.tables.create(sql, columns);
  for (const finding of findings) ctx.finding(finding);
  return table;
};

const valuesSql = (folder: string, { columns, longest }: Answer): string => {
  const pointers = columns.map((_, index) => sqlText(`/${index}`)).join(', ');
  const size = Math.max(16 * 1024 * 1024, longest + 1024);
  return `SELECT json_extract_string(json, [${pointers}]) AS v
    FROM read_json_objects(${sqlText(literalPath(rowsPath(folder)))}, format = 'newline_delimited',
      compression = 'uncompressed', maximum_object_size = ${size})`;
};

const significant = (v: string): string =>
  `length(regexp_replace(regexp_replace(${v}, '[^0-9]', '', 'g'), '^0+|0+$', '', 'g'))`;

const questionsOf = (kind: AnswerColumn['kind'], v: string, index: number): readonly string[] => {
  const present = `count(${v}) AS present_${index}`;
  const distinct = `count(DISTINCT ${v}) AS distinct_${index}`;
  const lost = (sql: string): string => `count(*) FILTER (${v} IS NOT NULL AND (${sql}) IS NULL) AS lost_${index}`;
  switch (kind) {
    case 'exact':
      return [lost(cellSql(v, 'number')), `count(*) FILTER (${significant(v)} > ${keptDigits}) AS rounded_${index}`];
    case 'number':
      return [lost(cellSql(v, 'number'))];
    case 'datetime':
      return [lost(cellSql(v, 'datetime'))];
    case 'text':
      return [present, distinct];
    case 'free':
      return [
        present,
        distinct,
        `count(*) FILTER (${v} IS NOT NULL AND NOT (${looksLikeInstant(v)})) AS undated_${index}`,
      ];
    default:
      return [];
  }
};

const typeOf = ({ kind }: AnswerColumn, row: SqlRow, index: number): ColumnType => {
  const present = Number(row[`present_${index}`]);
  switch (kind) {
    case 'exact':
      return 'number';
    case 'level':
      return 'category';
    case 'text':
      return textType(Number(row[`distinct_${index}`]), present);
    case 'free':
      return present > 0 && Number(row[`undated_${index}`]) === 0
        ? 'datetime'
        : textType(Number(row[`distinct_${index}`]), present);
    default:
      return kind;
  }
};

const cellSql = (v: string, type: ColumnType): string => {
  switch (type) {
    case 'number':
      return `CASE WHEN NOT isnan(TRY_CAST(${v} AS DOUBLE)) THEN TRY_CAST(${v} AS DOUBLE) END`;
    case 'integer':
      return `CAST(${v} AS BIGINT)`;
    case 'boolean':
      return `CAST(${v} AS BOOLEAN)`;
    case 'datetime':
      return `CASE WHEN isfinite(${instantSql(v)}) THEN ${instantSql(v)} END`;
    default:
      return v;
  }
};

interface Lost {
  readonly column: Column;
  readonly asked: AnswerColumn | undefined;
  readonly row: SqlRow;
  readonly index: number;
  readonly values: string;
}

/** What could not be kept as it was sent. */
const lostIn = async (lost: Lost, ctx: NodeContext): Promise<readonly Finding[]> => {
  const { column, row, index, values } = lost;
  const found: Finding[] = [];
  const count = Number(row[`lost_${index}`] ?? 0);
  if (count > 0) {
    const v = value(index);
    const rows = await ctx.tables.rows(
      `SELECT text FROM (SELECT row_number() OVER () AS n, ${v} AS text, ${cellSql(v, column.type)} AS cell FROM (${values}))
       WHERE text IS NOT NULL AND cell IS NULL ORDER BY n LIMIT ${shown}`,
    );
    found.push({
      code: 'data.conversion-failed',
      severity: 'warning',
      message: `${count} values of “${column.name}” have no place in a column of type ${column.type} and became missing.`,
      column: column.name,
      rows: count,
      examples: rows.map(({ text }) => String(text)),
    });
  }
  const rounded = Number(row[`rounded_${index}`] ?? 0);
  if (rounded > 0)
    found.push({
      code: 'data.rounded',
      severity: 'info',
      message: `${rounded} values of “${column.name}” have more than ${keptDigits} digits and were rounded.`,
      column: column.name,
      rows: rounded,
    });
  return found;
};
