import type { NodeContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import type { Finding } from '../../../contract/report.ts';
import { sqlText } from '../../../contract/sql.ts';
import { soundNames } from '../column-names.ts';
import { type FileHead, readHead } from '../file-head.ts';
import { detectQuoting } from './dialect.ts';
import { detectEncoding, type Encoding } from './encoding.ts';
import { hasHeader } from './header.ts';
import { type Normalised, normalise, writeText } from './normalise.ts';
import type { CsvParams } from './params.ts';
import { parseRecords } from './records.ts';
import type { Cells, Source } from './scan.ts';

/** A file that was looked at and can be handed to DuckDB. */
export interface Prepared extends Source {
  readonly shownPath: string;
  readonly bytes: number;
  /** Its size on disk says nothing of its rows. */
  readonly packed: boolean;
  /** The head that was looked at is all there is. */
  readonly headComplete: boolean;
  /** Records below the header, from the head of the file. */
  readonly records: readonly (readonly string[])[];
  readonly cells: Cells;
  /** Characters of the head and records in it, to estimate the rows of the whole. */
  readonly perRecord: number;
  readonly findings: readonly Finding[];
  dispose(): Promise<void>;
}

/** How to prepare: what a first attempt taught, and whether the head is enough. */
export interface Lesson {
  /** Only the head is to be looked at, so only the head is made readable. */
  readonly headOnly?: boolean;
  readonly encoding?: Encoding;
  readonly normalised?: boolean;
  readonly longLines?: boolean;
}

const lookedAt = 1000;

export const prepare = async (
  settings: CsvParams,
  ctx: Pick<NodeContext, 'files' | 'tables' | 'signal'>,
  lesson: Lesson = {},
): Promise<Prepared> => {
  if (settings.path === '') throw fail('param.required', { param: 'path', values: { param: 'File' } });
  const path = await ctx.files.read(settings.path);
  const file = await readHead(path);
  const { encoding, text } = await headText(path, { file, settings, lesson, ctx });
  if (text.trim() === '') throw fail('data.empty-file', { values: { path: settings.path } });
  const lead = leadingLines(text, settings.skipRows);
  const body = text.slice(lead.characters);
  const quoting = detectQuoting(body, settings, file.complete);
  const records = parseRecords(body, quoting, { complete: file.complete, limit: lookedAt });
  const isMissing = (cell: string): boolean => settings.missing.includes(cell.trim());
  const header = settings.header === 'auto' ? hasHeader(records, isMissing) : settings.header === 'yes';
  const { names, findings } = soundNames(namesOf(records, header));
  if (names.length === 0) throw fail('data.empty-file', { values: { path: settings.path } });
  const normalised = await readable(path, { file, encoding, text, lesson, signal: ctx.signal });
  return {
    path: normalised?.path ?? path,
    compression: normalised ? 'none' : file.compression,
    quoting,
    header,
    skipLines: lead.lines,
    names,
    missing: settings.missing,
    longLines: lesson.longLines ?? false,
    shownPath: settings.path,
    bytes: file.bytes,
    packed: file.compression !== 'none',
    headComplete: file.complete,
    cells: { missing: settings.missing, spaced: records.some((record) => record.some((cell) => cell !== cell.trim())) },
    records: header ? records.slice(1) : records,
    perRecord: body.length / Math.max(1, parseRecords(body, quoting, { complete: false, limit: Infinity }).length),
    findings: [...encodingFinding(encoding, settings), ...findings],
    dispose: async () => normalised?.dispose(),
  };
};

interface Making {
  readonly file: FileHead;
  readonly encoding: Encoding;
  readonly text: string;
  readonly lesson: Lesson;
  readonly signal: AbortSignal;
}

/** A copy that DuckDB can read, where it can't read the file itself. */
const readable = async (
  path: string,
  { file, encoding, text, lesson, signal }: Making,
): Promise<Normalised | undefined> => {
  if (lesson.headOnly) return writeText(file.complete ? text : text.slice(0, 1 + lastLineBreak(text)));
  const lineBreaks = lesson.normalised === true || mixesLineBreaks(text);
  if (file.compression === 'zstd' || (file.compression === 'none' && encoding === 'utf-8' && !lineBreaks))
    return undefined;
  return normalise({ path, compression: file.compression, encoding, lineBreaks }, signal);
};

const lastLineBreak = (text: string): number => {
  const found = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return found < 0 ? text.length : found;
};

interface Looking {
  readonly file: FileHead;
  readonly settings: CsvParams;
  readonly lesson: Lesson;
  readonly ctx: Pick<NodeContext, 'tables'>;
}

const headText = async (
  path: string,
  { file, settings, lesson, ctx }: Looking,
): Promise<{ readonly encoding: Encoding; readonly text: string }> => {
  if (file.bytes === 0) throw fail('data.empty-file', { values: { path: settings.path } });
  if (!file.head) return { encoding: 'utf-8', text: await packedHead(path, settings, ctx) };
  const detected = detectEncoding(file.head, file.complete);
  if (detected.binary && settings.encoding === 'auto') throw fail('data.not-text', { values: { path: settings.path } });
  const encoding = lesson.encoding ?? chosenEncoding(settings.encoding, detected.encoding);
  return { encoding, text: new TextDecoder(encoding).decode(file.head, { stream: !file.complete }) };
};

const chosenEncoding = (setting: CsvParams['encoding'], detected: Encoding): Encoding => {
  if (setting === 'auto' || setting === 'utf-8') return setting === 'auto' ? detected : 'utf-8';
  if (setting === 'latin-1') return 'windows-1252';
  return detected === 'utf-16be' ? 'utf-16be' : 'utf-16le';
};

/** Lines of a file that only DuckDB can unpack. */
const packedHead = async (path: string, settings: CsvParams, ctx: Pick<NodeContext, 'tables'>): Promise<string> => {
  const literal = path.replace(/[*?[]/g, '[$&]');
  try {
    const rows = await ctx.tables.rows(
      `SELECT line FROM read_csv(${sqlText(literal)}, auto_detect = false, delim = chr(1), quote = '', escape = '',
       header = false, compression = 'zstd', columns = {'line': 'VARCHAR'}) LIMIT ${lookedAt}`,
    );
    return rows.map((row) => `${row['line'] ?? ''}\n`).join('');
  } catch {
    throw fail('data.not-text', { values: { path: settings.path } });
  }
};

const leadingLines = (text: string, skipRows: number): { readonly lines: number; readonly characters: number } => {
  const skipped = new RegExp(`^(?:[^\\r\\n]*(?:\\r\\n|\\r|\\n)){0,${skipRows}}`).exec(text)?.[0] ?? '';
  const blank = /^(?:[ \t]*(?:\r\n|\r|\n))*/.exec(text.slice(skipped.length))?.[0] ?? '';
  const characters = skipped.length + blank.length;
  return { lines: text.slice(0, characters).match(/\r\n|\r|\n/g)?.length ?? 0, characters };
};

const namesOf = (records: readonly (readonly string[])[], header: boolean): readonly string[] => {
  if (header) return records[0] ?? [];
  const widths = records.map(({ length }) => length).sort((a, b) => a - b);
  return Array.from({ length: widths[Math.floor(widths.length / 2)] ?? 0 }, (_, index) => `column_${index + 1}`);
};

const mixesLineBreaks = (text: string): boolean => {
  const kinds = [/\r\n/.test(text), /(^|[^\r])\n/.test(text), /\r(?!\n|$)/.test(text)];
  return kinds.filter(Boolean).length > 1;
};

const encodingFinding = (encoding: Encoding, settings: CsvParams): readonly Finding[] =>
  encoding === 'windows-1252' && settings.encoding === 'auto'
    ? [
        {
          code: 'data.encoding-guessed',
          severity: 'info',
          message: `${settings.path} is not UTF-8, so it is read as Latin-1. Choose the encoding if letters look wrong.`,
        },
      ]
    : [];
