import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { Failure, fail } from '../../../contract/problem.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { textType } from '../text-type.ts';
import { type BadRows, badRows, badRowText, dropRejects, freshRejects } from './bad-rows.ts';
import type { CsvParams } from './params.ts';
import { plausibleReadings } from './plausible.ts';
import { type Lesson, type Prepared, prepare } from './prepare.ts';
import { type ColumnProfile, type Profile, profileColumns, valueSql } from './profile.ts';
import { readingsFor } from './readings.ts';
import { reportProfile } from './report-profile.ts';
import { scanSql } from './scan.ts';
import { strictSql } from './strict.ts';

/** From here on types are guessed from the first rows, and checked while everything is read once. */
const guessFrom = 8_000_000;
const guessRows = 20_000;
const mostQuarantined = 100_000;

export interface CsvTables {
  readonly table: Table;
  readonly quarantine: Table;
}

export const readCsv = async (settings: CsvParams, ctx: NodeContext, lesson: Lesson = {}): Promise<CsvTables> => {
  let prepared: Prepared | undefined;
  try {
    prepared = await prepare(settings, ctx, lesson);
    const table = prepared.bytes > guessFrom ? await readGuessed(prepared, settings, ctx) : undefined;
    const tables = table
      ? { table, quarantine: await quarantineTable([], ctx) }
      : await readLookedAt(prepared, settings, ctx);
    for (const finding of prepared.findings) ctx.finding(finding);
    return tables;
  } catch (error) {
    const learned = ctx.signal.aborted ? undefined : lessonOf(error, settings, lesson);
    if (learned) return await readCsv(settings, ctx, learned);
    throw error instanceof Failure || ctx.signal.aborted ? error : unreadable(error, settings);
  } finally {
    await prepared?.dispose();
  }
};

/** What can be done about a file that could not be read: another encoding, more buffer, one kind of line break. */
const lessonOf = (error: unknown, settings: CsvParams, lesson: Lesson): Lesson | undefined => {
  const text = String(error);
  if (text.includes('not utf-8') && settings.encoding === 'auto' && !lesson.encoding)
    return { ...lesson, encoding: 'windows-1252' };
  if (text.includes('Maximum line size') && !lesson.longLines) return { ...lesson, longLines: true };
  if (text.includes('invalid state') && !lesson.normalised) return { ...lesson, normalised: true };
  return undefined;
};

const unreadable = (error: unknown, settings: CsvParams): Failure => {
  const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  return fail('data.unreadable', { values: { path: settings.path, reason: reason.replace(/^[\w ]+ Error: /, '') } });
};

export const questionsOf = (prepared: Prepared, settings: CsvParams) => {
  const readings = readingsFor(settings.decimal, prepared.quoting.delimiter);
  const isMissing = (text: string): boolean => text.trim() === '' || settings.missing.includes(text.trim());
  return prepared.names.map((name, index) => ({
    name,
    readings: plausibleReadings(
      readings,
      prepared.records.map((record) => record[index] ?? ''),
      isMissing,
    ),
  }));
};

const limited = (sql: string, settings: CsvParams): string => (settings.limit ? `${sql} LIMIT ${settings.limit}` : sql);

export const columnOf = ({ name, type }: Pick<ColumnProfile, 'name' | 'type'>): Column => ({
  name,
  type,
  role: 'feature',
});

/** Reads a big file once, by the types of its first rows. Undefined where a later row does not fit them. */
const readGuessed = async (prepared: Prepared, settings: CsvParams, ctx: NodeContext): Promise<Table | undefined> => {
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

/** Looks at all rows first, then reads them by the types found. */
const readLookedAt = async (prepared: Prepared, settings: CsvParams, ctx: NodeContext): Promise<CsvTables> => {
  const rejects = freshRejects();
  try {
    const scan = scanSql(prepared, { rejects });
    const profile = await profileColumns(ctx.tables, limited(`(SELECT * FROM ${scan}`, settings).concat(')'), {
      questions: questionsOf(prepared, settings),
      cells: prepared.cells,
      exact: prepared.bytes <= guessFrom,
    });
    const bad = await badRows(ctx.tables, prepared, {
      rejects,
      most: settings.badRows === 'quarantine' ? mostQuarantined : 5,
    });
    reportBadRows(bad, prepared, { settings, ctx });
    const table = await createTable(prepared, profile, { settings, ctx });
    reportProfile(profile, await misfits(prepared, profile, ctx), ctx);
    return { table, quarantine: await quarantineTable(settings.badRows === 'quarantine' ? bad.rows : [], ctx) };
  } finally {
    await dropRejects(ctx.tables, rejects);
  }
};

const createTable = async (
  prepared: Prepared,
  profile: Profile,
  { settings, ctx }: { readonly settings: CsvParams; readonly ctx: NodeContext },
): Promise<Table> => {
  const rejects = freshRejects();
  try {
    const values = profile.columns.map((column) => valueSql(column, prepared.cells)).join(', ');
    const sql = `SELECT ${values} FROM ${scanSql(prepared, { rejects })}`;
    return await ctx.tables.create(limited(sql, settings), profile.columns.map(columnOf));
  } finally {
    await dropRejects(ctx.tables, rejects);
  }
};

const reportBadRows = (
  bad: BadRows,
  prepared: Prepared,
  { settings, ctx }: { readonly settings: CsvParams; readonly ctx: NodeContext },
): void => {
  // In the words of DuckDB, so that a second attempt is made however it puts it.
  if (bad.encoding && settings.encoding === 'auto') throw new Error('not utf-8');
  if (bad.long && !prepared.longLines) throw new Error('Maximum line size');
  if (bad.count === 0) return;
  const examples = bad.rows.slice(0, 5).map(badRowText);
  const tooMany = settings.badRows === 'quarantine' && bad.count > mostQuarantined;
  if (settings.badRows === 'fail' || tooMany)
    throw fail('data.bad-rows', { values: { count: bad.count, path: settings.path, examples: examples.join('; ') } });
  ctx.finding({
    code: 'data.bad-rows',
    severity: 'warning',
    message: `${bad.count} rows of ${settings.path} do not fit the header and were ${settings.badRows === 'skip' ? 'left out' : 'put into quarantine'}.`,
    rows: bad.count,
    examples,
  });
};

/** Texts that keep a column from being numbers, with their lines. */
const misfits = async (
  prepared: Prepared,
  profile: Profile,
  ctx: NodeContext,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const found = new Map<string, readonly string[]>();
  for (const { name, near } of profile.columns) {
    if (near?.reading.type !== 'number' && near?.reading.type !== 'integer') continue;
    const rejects = freshRejects();
    await ctx.tables.rows(`SELECT count(${sqlName(name)}) FROM ${scanSql(prepared, { doubles: [name], rejects })}`);
    const bad = await badRows(ctx.tables, prepared, { rejects, most: 5, types: ['CAST'] });
    found.set(name, bad.rows.map(badRowText));
    await dropRejects(ctx.tables, rejects);
  }
  return found;
};

export const quarantineColumns: readonly Column[] = [
  { name: 'line', type: 'integer', role: 'ignored' },
  { name: 'reason', type: 'text', role: 'ignored' },
  { name: 'text', type: 'text', role: 'ignored' },
];

const quarantineTable = (rows: BadRows['rows'], ctx: NodeContext): Promise<Table> =>
  ctx.tables.fromRows(
    quarantineColumns,
    rows.map(({ line, reason, text }) => [line, reason, text]),
  );
