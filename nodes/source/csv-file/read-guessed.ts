import type { NodeContext } from '../../../contract/context.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { isSurelyText, textType } from '../text-type.ts';
import { columnOf, questionsOf } from './columns.ts';
import { type ColumnProfile, isNear } from './decide-type.ts';
import { limited } from './limited.ts';
import { misfits } from './misfits.ts';
import type { CsvParams } from './params.ts';
import type { Prepared } from './prepare.ts';
import { profileColumns } from './profile.ts';
import type { Reading } from './readings.ts';
import { reportProfile } from './report-profile.ts';
import { scanSql } from './scan.ts';
import { strictSql } from './strict.ts';

/** Fewer rows of wider tables: half a million cells cost a second or two. */
const guessRows = 20_000;
const guessCells = 1_000_000;

/** Reads a big file once, by the types of its first rows. Undefined where a later row does not fit them. */
export const readGuessed = async (
  prepared: Prepared,
  settings: CsvParams,
  ctx: NodeContext,
): Promise<Table | undefined> => {
  const rows = Math.min(guessRows, Math.ceil(guessCells / prepared.names.length));
  try {
    const guess = await profileColumns(ctx.tables, `(SELECT * FROM ${scanSql(prepared)} LIMIT ${rows})`, {
      questions: questionsOf(prepared, settings),
      cells: prepared.cells,
      exact: true,
    });
    if (guess.columns.some(({ present }) => present === 0)) return undefined;
    const { select, doubles } = strictSql(guess.columns, prepared.cells);
    const scan = scanSql(prepared, { doubles });
    const table = await ctx.tables.create(limited(select(scan), settings), guess.columns.map(columnOf));
    const { columns, odd } = await withNear(guess.columns, table, ctx);
    reportProfile({ rows: table.rows, columns }, await misfits(prepared, odd, ctx), ctx);
    return await withTextTypes(table, guess.columns, ctx);
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    return undefined;
  }
};

interface Near {
  readonly columns: readonly ColumnProfile[];
  /** Those in which some texts do not look like a number at all, of which examples can be given. */
  readonly odd: readonly ColumnProfile[];
}

/** Codes such as 007 are no numbers here, but can be read as such. */
const digits = String.raw`[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?`;

/** SQL: 1 for a text that fits, 2 for one that does not but looks like a number, 3 for all others. */
const classSql = (text: string, { fits, quick }: Reading): string => {
  const sure = quick ? `WHEN ${quick.sure(text, quick.guess(text))} THEN 1` : '';
  return `CASE WHEN ${text} IS NULL THEN NULL ${sure} WHEN ${fits(text)} THEN 1 WHEN regexp_full_match(${text}, ${sqlText(digits)}) THEN 2 ELSE 3 END`;
};

/** Texts that nearly are something else were counted in the first rows only; they are counted again over all rows. */
const withNear = async (guessed: readonly ColumnProfile[], table: Table, ctx: NodeContext): Promise<Near> => {
  const classes = guessed.flatMap(({ name, near }, i) =>
    near ? [`${classSql(`trim(${sqlName(name)})`, near.reading)} AS c${i}`] : [],
  );
  if (classes.length === 0) return { columns: guessed, odd: [] };
  const counts = guessed.flatMap(({ near }, i) =>
    near ? [`count(c${i}) AS p${i}`, `count_if(c${i} = 1) AS f${i}`, `count_if(c${i} = 3) AS o${i}`] : [],
  );
  const [row = {}] = await ctx.tables.rows(
    `SELECT ${counts.join(', ')} FROM (SELECT ${classes.join(', ')} FROM ${table.relation})`,
  );
  const columns = guessed.map(({ near, ...column }, i) => {
    const present = Number(row[`p${i}`] ?? 0);
    const fitting = Number(row[`f${i}`] ?? 0);
    if (!near || !isNear(fitting, present)) return column;
    return { ...column, present, near: { ...near, failures: present - fitting } };
  });
  return { columns, odd: columns.filter((_, i) => Number(row[`o${i}`] ?? 0) > 0) };
};

/** Levels or free text, decided over all rows. */
const withTextTypes = async (table: Table, guessed: readonly ColumnProfile[], ctx: NodeContext): Promise<Table> => {
  const sure = new Set(guessed.filter(({ distinct = 0 }) => isSurelyText(distinct)).map(({ name }) => name));
  const texts = table.columns.filter(({ name, type }) => (type === 'category' || type === 'text') && !sure.has(name));
  if (texts.length === 0) return table;
  const counts = texts.flatMap(({ name }, i) => [
    `count(${sqlName(name)}) AS p${i}`,
    `approx_count_distinct(${sqlName(name)}) AS d${i}`,
  ]);
  const [row = {}] = await ctx.tables.rows(`SELECT ${counts.join(', ')} FROM ${table.relation}`);
  const types = new Map(texts.map(({ name }, i) => [name, textType(Number(row[`d${i}`]), Number(row[`p${i}`]))]));
  return {
    ...table,
    columns: table.columns.map((column) => ({ ...column, type: types.get(column.name) ?? column.type })),
  };
};
