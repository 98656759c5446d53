import type { NodeContext } from '../../contract/context.ts';
import { Failure, fail } from '../../contract/problem.ts';
import type { Finding } from '../../contract/report.ts';
import { sqlName } from '../../contract/sql.ts';
import { badRows, badRowText, dropRejects, freshRejects } from './csv-file/bad-rows.ts';
import { columnOf, questionsOf } from './csv-file/columns.ts';
import { csvParams } from './csv-file/params.ts';
import { type Lesson, type Prepared, prepare } from './csv-file/prepare.ts';
import { profileColumns } from './csv-file/profile.ts';
import { lessonOf, unreadable } from './csv-file/read.ts';
import { reportProfile } from './csv-file/report-profile.ts';
import { type Rejects, scanSql } from './csv-file/scan.ts';
import { valuesQuery } from './csv-file/values-query.ts';
import { csvSchemas } from './csv-schemas.ts';
import { type OpenCsv, textsSql } from './csv-texts.ts';
import type { LakeFile, LakeOptions, OpenLake } from './lake.ts';

const headRecords = 50;
/** Up to this many bytes distinct texts are counted exactly. */
const exactUpTo = 8_000_000;

/** Many CSV files, each with its own dialect; types are decided over the rows of all. */
export const openCsvLake: OpenLake = async (files, options) => {
  const { ctx, limit } = options;
  const opened: OpenCsv[] = [];
  const dispose = async (): Promise<void> => {
    for (const { prepared, rejects } of opened) {
      if (rejects) await dropRejects(ctx.tables, rejects);
      await prepared.dispose();
    }
  };
  try {
    for (const [index, file] of files.entries()) {
      ctx.signal.throwIfAborted();
      ctx.progress((0.4 * index) / files.length, file.name);
      opened.push(await openOne(file, options, {}));
    }
    const settings = csvParams.parse({});
    const all = [...new Set(opened.flatMap(({ prepared }) => prepared.names))];
    const merged = mergedHead(opened, all);
    const schemas = await csvSchemas(opened, { ctx, settings, limit });
    return {
      schemas,
      table: async (names) => {
        const relation = `(${opened.map((one, index) => textsSql(one, names, { index, limit })).join(' UNION ALL ')})`;
        const chosen = new Set(names);
        const questions = questionsOf(merged, settings).filter(({ name }) => chosen.has(name));
        const exact = opened.reduce((sum, { prepared }) => sum + prepared.bytes, 0) <= exactUpTo;
        const profile = await profileColumns(ctx.tables, relation, { questions, cells: merged.cells, exact });
        const findings: Finding[] = [...foundInHeads(opened)];
        reportProfile(profile, new Map(), { finding: (finding) => void findings.push(finding) });
        return {
          sql: valuesQuery(profile.columns, relation, { cells: merged.cells, beside: ['__file'] }),
          columns: profile.columns.map(columnOf),
          findings,
        };
      },
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
};

const openOne = async (file: LakeFile, options: LakeOptions, lesson: Lesson): Promise<OpenCsv> => {
  const { ctx } = options;
  const settings = csvParams.parse({ path: file.name });
  const files: NodeContext['files'] = { ...ctx.files, read: () => ctx.files.read(file.path) };
  let prepared: Prepared | undefined;
  try {
    const headOnly = options.limit !== undefined;
    prepared = await prepare(settings, { ...ctx, files }, headOnly ? { ...lesson, headOnly } : lesson);
    return { file, prepared, rejects: await rejectsOf(prepared, options) };
  } catch (error) {
    await prepared?.dispose();
    const learned = ctx.signal.aborted ? undefined : lessonOf(error, settings, lesson);
    if (learned) return openOne(file, options, learned);
    throw error instanceof Failure || ctx.signal.aborted ? error : unreadable(error, settings);
  }
};

/** Reads the file once to see whether all of its rows fit. */
const rejectsOf = async (prepared: Prepared, options: LakeOptions): Promise<Rejects | undefined> => {
  const { tables } = options.ctx;
  const rejects = freshRejects();
  const counts = prepared.names.map((name) => `count(${sqlName(name)})`).join(', ');
  let kept = false;
  try {
    await tables.rows(`SELECT ${counts} FROM ${scanSql(prepared, { rejects })}`);
    const bad = await badRows(tables, prepared, { rejects, most: 5 });
    // In the words of DuckDB, so that a second attempt is made however it puts it.
    if (bad.encoding) throw new Error('not utf-8');
    if (bad.long && !prepared.longLines) throw new Error('Maximum line size');
    kept = bad.count > 0;
    if (kept) reportBad(prepared.shownPath, bad, options);
    return kept ? rejects : undefined;
  } finally {
    if (!kept) await dropRejects(tables, rejects);
  }
};

const reportBad = (
  path: string,
  { count, rows }: Awaited<ReturnType<typeof badRows>>,
  { ctx, badRows: action }: LakeOptions,
): void => {
  const examples = rows.map(badRowText);
  if (action === 'fail') throw fail('data.bad-rows', { values: { count, path, examples: examples.join('; ') } });
  const message = `${count} rows of ${path} do not fit the header and were left out.`;
  ctx.finding({ code: 'data.bad-rows', severity: 'warning', message, rows: count, examples });
};

/** The heads of all files as if they were one. */
const mergedHead = (opened: readonly OpenCsv[], names: readonly string[]): Prepared => {
  const [first] = opened;
  if (!first) throw new Error('no files');
  const records = opened.flatMap(({ prepared }) => {
    const places = new Map(prepared.names.map((name, index) => [name, index]));
    return prepared.records
      .slice(0, headRecords)
      .map((record) => names.map((name) => record[places.get(name) ?? -1] ?? ''));
  });
  const spaced = opened.some(({ prepared }) => prepared.cells.spaced);
  const semicolons = opened.find(({ prepared }) => prepared.quoting.delimiter !== ',');
  const { quoting } = (semicolons ?? first).prepared;
  return { ...first.prepared, names, records, quoting, cells: { ...first.prepared.cells, spaced } };
};

const foundInHeads = (opened: readonly OpenCsv[]): readonly Finding[] => {
  const found = new Map<string, Finding>();
  for (const { file, prepared } of opened)
    for (const finding of prepared.findings) {
      const known = found.get(finding.message);
      const examples = [...(known?.examples ?? []), file.name].slice(0, 5);
      found.set(finding.message, { ...finding, examples });
    }
  return [...found.values()];
};
