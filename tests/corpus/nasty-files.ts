import { gzipSync } from 'node:zlib';
import type { SqlValue } from '../../contract/context.ts';
import type { JsonObject } from '../../contract/json.ts';

export interface NastyFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly params?: JsonObject;
  /** Records in the file beside the header, good and bad. */
  readonly records: number;
  /** `name:type`, in order. */
  readonly columns?: string;
  /** Cells of the first rows. */
  readonly rows?: readonly (readonly SqlValue[])[];
  /** Lines of the records that don't fit. */
  readonly badLines?: readonly number[];
  /** Codes of findings that must be there. */
  readonly findings?: readonly string[];
  /** The file is refused with this code. */
  readonly refused?: string;
}

const latin = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const utf16 = (text: string, order: 'le' | 'be', mark = true): Uint8Array => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

const encodings: readonly NastyFile[] = [
  { name: 'utf-8 with mark', content: '\ufeffä,b\n1,2\n', records: 1, columns: 'ä:integer b:integer', rows: [[1, 2]] },
  {
    name: 'utf-8 with mark and no header',
    content: '\ufeff1,2\n3,4\n',
    records: 2,
    columns: 'column_1:integer column_2:integer',
    rows: [
      [1, 2],
      [3, 4],
    ],
  },
  {
    name: 'latin-1',
    content: latin('name,x\ncaf\xe9,1\n'),
    records: 1,
    rows: [['café', 1]],
    findings: ['data.encoding-guessed'],
  },
  {
    name: 'windows-1252',
    content: latin('name,x\n5 \x80,1\n\x93q\x94,2\n'),
    records: 2,
    rows: [
      ['5 €', 1],
      ['“q”', 2],
    ],
    findings: ['data.encoding-guessed'],
  },
  { name: 'utf-16 little end first', content: utf16('name,x\nŁódź,1\n', 'le'), records: 1, rows: [['Łódź', 1]] },
  { name: 'utf-16 big end first', content: utf16('name,x\nŁódź,1\n', 'be'), records: 1, rows: [['Łódź', 1]] },
  { name: 'utf-16 without mark', content: utf16('name,x\nabc,1\n', 'le', false), records: 1, rows: [['abc', 1]] },
  {
    name: 'latin-1 after a long plain head',
    content: latin(`name,x\n${many(60_000, (i) => `n${i % 3},${i}\n`)}\xe9t\xe9,7\n`),
    records: 60_001,
    rows: [['n0', 0]],
    findings: ['data.encoding-guessed'],
  },
  {
    name: 'chinese and emoji',
    content: '名字,😀\n张,1\n',
    records: 1,
    columns: '名字:category 😀:integer',
    rows: [['张', 1]],
  },
];

const lines: readonly NastyFile[] = [
  {
    name: 'crlf',
    content: 'a,b\r\n1,x\r\n2,y\r\n',
    records: 2,
    rows: [
      [1, 'x'],
      [2, 'y'],
    ],
  },
  {
    name: 'cr only',
    content: 'a,b\r1,x\r2,y\r',
    records: 2,
    rows: [
      [1, 'x'],
      [2, 'y'],
    ],
  },
  {
    name: 'mixed line breaks',
    content: 'a,b\r\n1,x\n2,y\r3,z\n',
    records: 3,
    rows: [
      [1, 'x'],
      [2, 'y'],
      [3, 'z'],
    ],
  },
  {
    name: 'no last line break',
    content: 'a,b\n1,x\n2,y',
    records: 2,
    rows: [
      [1, 'x'],
      [2, 'y'],
    ],
  },
  {
    name: 'blank lines',
    content: '\n\na,b\n1,x\n\n2,y\n\n',
    records: 2,
    rows: [
      [1, 'x'],
      [2, 'y'],
    ],
  },
  {
    name: 'mixed line breaks far below the head',
    content: `a,b\n${many(60_000, (i) => `${i},x\n`)}7,y\r\n8,z\n`,
    records: 60_002,
    rows: [[0, 'x']],
  },
];

const quotes: readonly NastyFile[] = [
  {
    name: 'quoted delimiters, quotes and line breaks',
    content: 'a,b\n"1","x,""y""\nz"\n2,"""\n',
    records: 2,
    badLines: [4],
    rows: [[1, 'x,"y"\nz']],
  },
  {
    name: 'quoted header with a line break',
    content: '"a\nb",c\n1,2\n',
    records: 1,
    columns: 'a\nb:integer c:integer',
    rows: [[1, 2]],
  },
  {
    name: 'single quotes',
    content: "a,b\n'x,y',1\n'z',2\n",
    records: 2,
    rows: [
      ['x,y', 1],
      ['z', 2],
    ],
  },
  { name: 'backslash escapes', content: 'a,b\n"say \\"hi\\"",1\n', records: 1, rows: [['say "hi"', 1]] },
  { name: 'quote within a field', content: 'a,b\n5" pipe,1\n', records: 1, rows: [['5" pipe', 1]] },
  { name: 'quote never closed', content: 'a,b\n1,x\n2,"y\n3,z\n', records: 2, badLines: [3], rows: [[1, 'x']] },
];

const raggeds: readonly NastyFile[] = [
  {
    name: 'ragged',
    content: 'a,b\n1,2\n3\n4,5,6\n"7\n",8\n9\n',
    records: 5,
    badLines: [3, 4, 7],
    rows: [
      ['1', 2],
      ['7\n', 8],
    ],
  },
  {
    name: 'ragged, refused',
    content: 'a,b\n1,2\n3\n',
    records: 2,
    params: { badRows: 'fail' },
    refused: 'data.bad-rows',
  },
  {
    name: 'ragged, packed',
    content: gzipSync('a,b\n1,2\n3\n4,5\n'),
    records: 3,
    badLines: [3],
    rows: [
      [1, 2],
      [4, 5],
    ],
  },
  {
    name: 'delimiter at the end of each line',
    content: 'a,b,\n1,2,\n3,4,\n',
    records: 2,
    columns: 'a:integer b:integer column_3:number',
    rows: [
      [1, 2, null],
      [3, 4, null],
    ],
  },
  {
    name: 'lines before the header',
    content: 'exported today\n\na;b\n1;2\n',
    params: { skipRows: 1 },
    records: 1,
    rows: [[1, 2]],
  },
];

const headers: readonly NastyFile[] = [
  {
    name: 'duplicate headers',
    content: 'a,A,a,b\n1,2,3,4\n',
    records: 1,
    columns: 'a:integer A_2:integer a_3:integer b:integer',
    rows: [[1, 2, 3, 4]],
    findings: ['data.renamed-column'],
  },
  {
    name: 'hidden names',
    content: '__row,__part\n1,x\n',
    records: 1,
    columns: 'row:integer part:category',
    rows: [[1, 'x']],
    findings: ['data.renamed-column'],
  },
  {
    name: 'empty header names',
    content: 'a,,\n1,2,3\n',
    records: 1,
    columns: 'a:integer column_2:integer column_3:integer',
    rows: [[1, 2, 3]],
  },
  {
    name: 'quotes and semicolons in names',
    content: '"a""b","x; DROP TABLE y"\n1,2\n',
    records: 1,
    columns: 'a"b:integer x; DROP TABLE y:integer',
    rows: [[1, 2]],
  },
  { name: 'header only', content: 'a,b\n', records: 0, columns: 'a:number b:number' },
  {
    name: 'no header',
    content: '1,x\n2,y\n',
    records: 2,
    columns: 'column_1:integer column_2:category',
    rows: [
      [1, 'x'],
      [2, 'y'],
    ],
  },
  {
    name: 'years as header, said so',
    content: '2019,2020\n1.5,2.5\n',
    params: { header: 'yes' },
    records: 1,
    columns: '2019:number 2020:number',
    rows: [[1.5, 2.5]],
  },
  {
    name: '1,000 columns',
    content: `${many(999, (i) => `c${i},`)}c999\n${many(3, () => `${'1,'.repeat(999)}2\n`)}`,
    records: 3,
  },
];

const values: readonly NastyFile[] = [
  {
    name: 'missing in many words',
    content: 'x,y\nNA,1\n?, N/A \n-,null\n2,NaN\n',
    records: 4,
    rows: [
      [null, 1],
      [null, null],
      [null, null],
      [2, null],
    ],
  },
  {
    name: 'number far below the head',
    content: `x\n${many(40_000, () => '1\n')}1.5\n`,
    records: 40_001,
    columns: 'x:number',
    rows: [[1]],
  },
  {
    name: 'word among numbers',
    content: `id,x\n${many(30, (i) => `${i},${i}\n`)}99,"ab\nc"\n`,
    records: 31,
    columns: 'id:integer x:text',
    findings: ['data.mixed-types'],
  },
  {
    name: 'leading zeros',
    content: 'zip\n01234\n99999\n',
    records: 2,
    columns: 'zip:category',
    rows: [['01234'], ['99999']],
  },
  {
    name: 'identifiers of twenty digits',
    content: 'id\n12345678901234567890\n12345678901234567891\n',
    records: 2,
    columns: 'id:category',
    rows: [['12345678901234567890']],
  },
  {
    name: 'decimal commas',
    content: 'x;y\n1,5;1.234,5\n-2,25;7\n',
    records: 2,
    columns: 'x:number y:number',
    rows: [
      [1.5, 1234.5],
      [-2.25, 7],
    ],
  },
  {
    name: 'infinite',
    content: 'x\ninf\n-Infinity\n1.5\n',
    records: 3,
    columns: 'x:number',
    rows: [[Infinity], [-Infinity], [1.5]],
  },
  {
    name: 'dates, one format',
    content: 'd,e\n31.12.2024,2024-12-31T10:00:00Z\n01.02.2025,2025-01-01T00:00:00Z\n',
    records: 2,
    columns: 'd:datetime e:datetime',
  },
  {
    name: 'dates, day and month unclear',
    content: 'd\n01/02/2025\n03/04/2025\n',
    records: 2,
    columns: 'd:datetime',
    findings: ['data.ambiguous-dates'],
  },
  {
    name: 'dates, day first where only that fits',
    content: 'd\n01/02/2025\n13/04/2025\n',
    records: 2,
    columns: 'd:datetime',
  },
  {
    name: 'dates, mixed',
    content: 'd\n2025-01-02\n03.04.2025\n',
    records: 2,
    columns: 'd:category',
    rows: [['2025-01-02'], ['03.04.2025']],
  },
  {
    name: 'truth values',
    content: 'b,c\ntrue,yes\nFALSE,no\n',
    records: 2,
    columns: 'b:boolean c:category',
    rows: [
      [true, 'yes'],
      [false, 'no'],
    ],
  },
  { name: 'a field of 3 MB', content: `a,b\n${'x'.repeat(3_000_000)},1\nshort,2\n`, records: 2 },
  { name: 'one column', content: 'x\n1\n2\n', records: 2, columns: 'x:integer', rows: [[1], [2]] },
  { name: 'tabs', content: 'a\tb\n1\tx, y\n', records: 1, rows: [[1, 'x, y']] },
  { name: 'limit', content: 'x\n1\n2\n3\n', params: { limit: 2 }, records: 2, rows: [[1], [2]] },
];

const refusals: readonly NastyFile[] = [
  { name: 'empty', content: '', records: 0, refused: 'data.empty-file' },
  { name: 'only a mark', content: '\ufeff', records: 0, refused: 'data.empty-file' },
  { name: 'only blank lines', content: '\n \n\n', records: 0, refused: 'data.empty-file' },
  {
    name: 'binary',
    content: Uint8Array.from({ length: 4096 }, (_, i) => (i * 2654435761) >>> 13),
    records: 0,
    refused: 'data.not-text',
  },
  {
    name: 'a picture',
    content: Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex'),
    records: 0,
    refused: 'data.not-text',
  },
  { name: 'packed empty', content: gzipSync(''), records: 0, refused: 'data.empty-file' },
  {
    name: 'packed and broken off',
    content: gzipSync(many(20_000, (i) => `${i},${(i * 7919) % 10007}\n`)).subarray(0, 9000),
    records: 0,
    refused: 'data.unreadable',
  },
];

export const nastyFiles: readonly NastyFile[] = [
  ...encodings,
  ...lines,
  ...quotes,
  ...raggeds,
  ...headers,
  ...values,
  ...refusals,
];
