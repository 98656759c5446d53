import type { NodeContext } from '../../../contract/context.ts';
import { Failure, fail } from '../../../contract/problem.ts';
import type { CsvParams } from './params.ts';
import { type Lesson, type Prepared, prepare } from './prepare.ts';
import { quarantineTable } from './quarantine.ts';
import { readGuessed } from './read-guessed.ts';
import { type CsvTables, readLookedAt } from './read-looked-at.ts';
import { manySpaced } from './values-query.ts';

/** From here on types are guessed from the first rows, and checked while everything is read once. */
const guessFrom = 8_000_000;
/** DuckDB takes a millisecond to make ready the check of each column, however few its rows. */
const guessUpTo = 2000;

export const readCsv = async (settings: CsvParams, ctx: NodeContext, lesson: Lesson = {}): Promise<CsvTables> => {
  let prepared: Prepared | undefined;
  try {
    prepared = await prepare(settings, ctx, lesson);
    const table =
      prepared.bytes > guessFrom && prepared.names.length <= (prepared.cells.spaced ? manySpaced : guessUpTo)
        ? await readGuessed(prepared, settings, ctx)
        : undefined;
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
export const lessonOf = (error: unknown, settings: CsvParams, lesson: Lesson): Lesson | undefined => {
  const text = String(error);
  if (text.includes('not utf-8') && settings.encoding === 'auto' && !lesson.encoding)
    return { ...lesson, encoding: 'windows-1252' };
  if (text.includes('Maximum line size') && !lesson.longLines) return { ...lesson, longLines: true };
  if (text.includes('invalid state') && !lesson.normalised) return { ...lesson, normalised: true };
  return undefined;
};

export const unreadable = (error: unknown, settings: CsvParams): Failure => {
  const memory = /Out of Memory.*\/([\d.]+ \w+) used/s.exec(String(error));
  if (memory) return fail('resource.memory', { values: { needed: 'more memory', limit: memory[1] ?? 'too little' } });
  const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  return fail('data.unreadable', { values: { path: settings.path, reason: reason.replace(/^[\w ]+ Error: /, '') } });
};
