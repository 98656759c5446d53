import type { Files } from '../../../contract/context.ts';
import { type Failure, fail } from '../../../contract/problem.ts';
import { sqlText } from '../../../contract/sql.ts';
import { type FileHead, readHead } from '../file-head.ts';
import { literalPath } from '../literal-path.ts';
import type { JsonParams } from './params.ts';

export type Layout = 'lines' | 'list' | 'document';

export interface Records {
  readonly path: string;
  readonly head: FileHead;
  readonly layout: Layout;
  /** SELECT of one column `json`: what stands in the file, before the records path is followed. */
  readonly documents: string;
  /** SELECT of one column `json`, a record each, in the file's order; NULL where a line is no JSON. */
  readonly sql: string;
}

const usualObject = 16 * 1024 * 1024;
/** What a packed document may grow to; text seldom shrinks more. */
const unpacking = 20;

export const notJson = (settings: JsonParams, reason: string): Failure =>
  fail('data.not-json', { values: { path: settings.path, reason } });

/** Finds out how the records lie in the file. */
export const openRecords = async (settings: JsonParams, files: Files): Promise<Records> => {
  if (settings.path === '') throw fail('param.required', { param: 'path', values: { param: 'File' } });
  const path = await files.read(settings.path);
  const head = await readHead(path).catch((error: unknown) => {
    throw notJson(settings, error instanceof Error ? error.message : String(error));
  });
  const layout = layoutOf(head, settings);
  const documents = documentsSql({ path, head, layout });
  return { path, head, layout, documents, sql: recordsSql(documents, settings) };
};

const layoutOf = ({ head, complete }: FileHead, settings: JsonParams): Layout => {
  if (!head) throw notJson(settings, 'it is packed in a way that is not known');
  const wide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (wide) throw notJson(settings, 'it is UTF-16; JSON files are UTF-8');
  const text = new TextDecoder().decode(head).trim();
  if (text === '' && complete) throw fail('data.empty-file', { values: { path: settings.path } });
  if (/\.(ndjson|jsonl)(\.gz)?$/i.test(settings.path) || startsWithLine(text)) return 'lines';
  if (text.startsWith('[')) return settings.records === '' ? 'list' : 'document';
  if (text.startsWith('{')) return 'document';
  throw notJson(settings, `it begins with “${text.slice(0, 20)}”`);
};

/** The first line is an object of its own, and more follows. */
const startsWithLine = (text: string): boolean => {
  const end = text.indexOf('\n');
  if (end < 0 || !text.startsWith('{')) return false;
  try {
    JSON.parse(text.slice(0, end));
    return true;
  } catch {
    return false;
  }
};

const formats: Readonly<Record<Layout, string>> = {
  lines: "format = 'newline_delimited', ignore_errors = true",
  list: "format = 'array'",
  document: "format = 'unstructured'",
};

const documentsSql = ({ path, head, layout }: Pick<Records, 'path' | 'head' | 'layout'>): string => {
  const size = layout === 'document' ? head.bytes * (head.compression === 'none' ? 1 : unpacking) + 1024 : 0;
  const options = [
    sqlText(literalPath(path)),
    formats[layout],
    `compression = '${head.compression === 'none' ? 'uncompressed' : head.compression}'`,
    `maximum_object_size = ${Math.max(usualObject, size)}`,
  ];
  return `SELECT json FROM read_json_objects(${options.join(', ')})`;
};

const recordsSql = (documents: string, settings: JsonParams): string => {
  if (settings.records === '') return documents;
  const found = `json_extract(json, ${sqlText(pointerOf(settings.records.split('.')))})`;
  return `SELECT unnest(CASE WHEN json IS NULL THEN [NULL::JSON] WHEN json_type(${found}) = 'ARRAY' THEN ${found}::JSON[]
    WHEN json_type(${found}) = 'OBJECT' THEN [${found}] ELSE [] END) AS json FROM (${documents})`;
};

/** A JSON pointer, whatever is in the keys. */
export const pointerOf = (keys: readonly string[]): string =>
  keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
