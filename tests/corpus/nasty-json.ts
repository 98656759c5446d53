import { gzipSync } from 'node:zlib';
import type { NastySource } from './nasty-sources.ts';

const json = (one: Omit<NastySource, 'type' | 'file'> & { readonly file?: string }): NastySource => ({
  file: 'nasty [1]*.json',
  ...one,
  type: 'source.json-file',
});
const lines = (one: Omit<NastySource, 'type' | 'file'>): NastySource => json({ file: 'nasty [1]*.ndjson', ...one });
const nested = (depth: number): string => `${'{"k":'.repeat(depth)}1${'}'.repeat(depth)}`;
const wide = (count: number): string => `{${Array.from({ length: count }, (_, i) => `"c${i}":${i}`).join(',')}}`;

export const nastyJson: readonly NastySource[] = [
  json({ name: 'JSON of a number', content: '7', refused: 'data.not-json' }),
  json({ name: 'JSON of a text', content: '"hello"', refused: 'data.not-json' }),
  json({ name: 'JSON of null', content: 'null', refused: 'data.not-json' }),
  json({ name: 'JSON of an empty object', content: '{}', refused: 'data.empty-file' }),
  json({ name: 'JSON of an empty list', content: '[]', refused: 'data.empty-file' }),
  json({ name: 'JSON of no bytes', content: '', refused: 'data.empty-file' }),
  json({ name: 'JSON in UTF-16', content: Buffer.from('\ufeff[{"a":1}]', 'utf16le'), refused: 'data.not-json' }),
  json({ name: 'JSON in UTF-16 without mark', content: Buffer.from('[{"a":1}]', 'utf16le'), refused: 'data.not-json' }),
  json({ name: 'JSON in Latin-1', content: Buffer.from('[{"a":"caf\xe9"}]', 'latin1'), refused: 'data.not-json' }),
  json({ name: 'JSON that breaks off', content: '[{"a":1},{"a":', refused: 'data.not-json' }),
  json({ name: 'JSON with a comma too many', content: '[{"a":1},]', refused: 'data.not-json' }),
  json({
    name: 'binary called .json',
    content: Uint8Array.from({ length: 999 }, (_, i) => i * 37),
    refused: 'data.not-json',
  }),
  json({
    name: 'packed JSON that breaks off',
    file: 'nasty.ndjson.gz',
    content: gzipSync(Array.from({ length: 20_000 }, (_, i) => `{"n":${(i * 7919) % 10_007}}\n`).join('')).subarray(
      0,
      9000,
    ),
    refused: 'data.not-json',
  }),
  json({ name: 'JSON with a mark', content: '\ufeff[{"a":1}]', records: 1, columns: 'a:integer', rows: [[1]] }),
  json({ name: 'JSON nested 200 deep', content: `[${nested(200)}]`, records: 1, columns: 'k.k.k:text' }),
  json({
    name: 'a list among the records',
    content: '[{"a":1},[2],null,"x",{"a":3}]',
    params: { badRecords: 'skip' },
    records: 5,
    rows: [[1], [3]],
    findings: ['data.bad-records'],
  }),
  json({ name: 'JSON with 3,000 keys', content: `[${wide(3000)},${wide(3000)}]`, records: 2 }),
  json({
    name: 'keys of other writings, spaces and quotes',
    content: '[{"日本":1,"a b":2,"\\"q\\"":3,"":4}]',
    records: 1,
    columns: '日本:integer a b:integer "q":integer column_4:integer',
  }),
  json({
    name: 'keys that differ by case only',
    content: '[{"a":1,"A":2}]',
    records: 1,
    columns: 'a:integer A_2:integer',
    findings: ['data.renamed-column'],
  }),
  json({
    name: 'numbers beyond all measure',
    content: '[{"a":1e400,"b":-0,"c":123456789012345678901234567890}]',
    records: 1,
    rows: [[Infinity, 0, 1.2345678901234568e29]],
  }),
  json({
    name: 'an object whose values are all null',
    content: '[{"a":null},{"a":null}]',
    records: 2,
    columns: 'a:number',
    findings: ['data.all-missing'],
  }),
  lines({
    name: 'a broken line among good ones',
    content: '{"a":1}\n{"a":\n{"a":3}\n',
    params: { badRecords: 'skip' },
    records: 3,
    rows: [[1], [3]],
    findings: ['data.bad-records'],
  }),
  lines({ name: 'a broken line, refused', content: '{"a":1}\n{"a":\n', refused: 'data.bad-records' }),
  lines({
    name: 'a key twice',
    content: '{"a":1,"a":2}\n{"a":3}\n',
    records: 2,
    rows: [[1], [3]],
    findings: ['data.repeated-keys'],
  }),
  lines({
    name: 'blank lines and spaces between records',
    content: '\n{"a":1}\n\n  {"a":2}  \r\n\n',
    records: 2,
    rows: [[1], [2]],
  }),
  lines({ name: 'no line break at the end', content: '{"a":1}\n{"a":2}', records: 2, rows: [[1], [2]] }),
  lines({
    name: 'records under a path that some lack',
    content: '{"d":[{"a":1},{"a":2}]}\n{"e":0}\n',
    params: { records: 'd' },
    records: 3,
    rows: [[1], [2]],
    findings: ['data.no-records'],
  }),
];
