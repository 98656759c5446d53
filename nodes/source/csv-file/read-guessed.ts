import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { textType } from '../text-type.ts';
import { columnOf, questionsOf } from './columns.ts';
import { limited } from './limited.ts';
import type { CsvParams } from './params.ts';
import type { Prepared } from './prepare.ts';
import { profileColumns } from './profile.ts';
import { reportProfile } from './report-profile.ts';
import { scanSql } from './scan.ts';
import { strictSql } from './strict.ts';

const guessRows = 20_000;

/** Reads a big file once, by the types of its first rows. Undefined where a later row does not fit them. */
export const readGuessed = async (
  prepared: Prepared,
  settings: CsvParams,
  ctx: NodeContext,
): Promise<Table | undefined> => {
  try {
    const guess = await profileColumns(ctx.tables, `(SELECT * FROM ${scanSql(prepared)} LIMIT ${guessRows})`, {
      questions: questionsOf(prepared, settings),
      cells: prepared.cells,
      exact: true,
    });
    if (guess.columns.some(({ present, near }) => present === 0 || near)) return undefined;
    const { sql, doubles } = strictSql(guess.columns, prepared.cells);
    const scan = scanSql(prepared, { doubles });
    const table = await ctx.tables.create(limited(`SELECT ${sql} FROM ${scan}`, settings), guess.columns.map(columnOf));
    reportProfile(guess, new Map(), ctx);
    return await withTextTypes(table, ctx);
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    return undefined;
  }
};

/** Levels or free text, decided over all rows. */
const withTextTypes = async (table: Table, ctx: NodeContext): Promise<Table> => {
  const texts = table.columns.filter(({ type }) => type === 'category' || type === 'text');
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
