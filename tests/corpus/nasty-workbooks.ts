import * as xlsx from '@e965/xlsx';
import { strToU8, unzipSync, zipSync } from 'fflate';
import type { NastySource } from './nasty-sources.ts';

const sheetOf = (rows: readonly (readonly unknown[])[]): xlsx.WorkSheet =>
  xlsx.utils.aoa_to_sheet(
    rows.map((row) => [...row]),
    { UTC: true },
  );
const bookOf = (sheet: xlsx.WorkSheet, type: xlsx.BookType = 'xlsx'): Uint8Array =>
  xlsx.write(
    { SheetNames: ['One'], Sheets: { One: sheet } },
    { type: 'buffer', bookType: type, bookSST: true, compression: true },
  );
const book = (...rows: readonly (readonly unknown[])[]): Uint8Array => bookOf(sheetOf(rows));
const merged = (rows: readonly (readonly unknown[])[], ...areas: readonly string[]): Uint8Array =>
  bookOf({ ...sheetOf(rows), '!merges': areas.map(xlsx.utils.decode_range) });
const part = (bytes: Uint8Array, name: string, change: (text: string) => string): Uint8Array => {
  const parts = unzipSync(bytes);
  return zipSync({ ...parts, [name]: strToU8(change(new TextDecoder().decode(parts[name]))) });
};
const without = (bytes: Uint8Array, name: string): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(unzipSync(bytes)).filter(([other]) => other !== name)));
const locked = (): Uint8Array => {
  const container = xlsx.CFB.utils.cfb_new();
  xlsx.CFB.utils.cfb_add(container, '/EncryptionInfo', Buffer.from([4, 0, 4, 0, 64, 0, 0, 0]));
  xlsx.CFB.utils.cfb_add(container, '/EncryptedPackage', Buffer.alloc(5000));
  return Buffer.from(xlsx.CFB.write(container, { type: 'buffer' }) as Uint8Array);
};
const bomb = (): Uint8Array =>
  zipSync({ ...unzipSync(book(['a'], [1])), 'xl/media/x.xml': new Uint8Array(210 * 1024 * 1024) });
const sheet1 = 'xl/worksheets/sheet1.xml';

const cases: readonly Omit<NastySource, 'type' | 'file'>[] = [
  { name: 'a locked workbook', content: locked(), refused: 'data.locked-file' },
  { name: 'a workbook that grows a thousandfold', content: bomb(), refused: 'data.too-large-file' },
  { name: 'an empty workbook file', content: new Uint8Array(), refused: 'data.empty-file' },
  { name: 'a workbook without cells', content: book(), refused: 'data.empty-file' },
  {
    name: 'a picture called .xlsx',
    content: Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex'),
    refused: 'data.wrong-format',
  },
  { name: 'text called .xlsx', content: Buffer.from('a,b\n1,2\n'), refused: 'data.wrong-format' },
  {
    name: 'a web page called .xls',
    content: Buffer.from('<html><table><tr><td>1</td></tr></table></html>'),
    refused: 'data.wrong-format',
  },
  { name: 'a zip of a text', content: zipSync({ 'readme.txt': strToU8('hello') }), refused: 'data.wrong-format' },
  { name: 'half a workbook', content: book(['a'], [1]).subarray(0, 2500), refused: 'data.wrong-format' },
  {
    name: 'a workbook without its book',
    content: without(book(['a'], [1]), 'xl/workbook.xml'),
    refused: 'data.wrong-format',
  },
  {
    name: 'half an old workbook',
    content: bookOf(sheetOf([['a'], [1]]), 'biff8').subarray(0, 900),
    refused: 'data.wrong-format',
  },
  {
    name: 'a cell in the last corner',
    content: part(book(['a'], [1]), sheet1, (text) =>
      text.replace('</sheetData>', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    ),
    refused: 'data.too-large-file',
  },
  { name: 'a header and no rows', content: book(['a', 'b']), records: 0, columns: 'a:number b:number' },
  {
    name: 'merged headers and groups',
    content: merged(
      [
        ['Fruit', null],
        ['k', 'n'],
        ['x', 1],
        [null, 2],
      ],
      'A1:B1',
      'A3:A4',
    ),
    params: { headerRow: 2 },
    records: 2,
    columns: 'k:category n:integer',
    rows: [
      ['x', 1],
      [null, 2],
    ],
    findings: ['data.merged-cells'],
  },
  {
    name: 'blank rows between',
    content: book(['a'], [1], [], [], [2]),
    records: 4,
    rows: [[1], [2]],
    findings: ['data.empty-rows'],
  },
  {
    name: 'errors in cells',
    content: book(['a'], [1], [{ t: 'e', v: 42 }], [{ t: 'e', v: 7 }]),
    records: 3,
    columns: 'a:integer',
    rows: [[1], [null], [null]],
    findings: ['data.cell-errors'],
  },
  {
    name: 'words among numbers',
    content: book(['a'], [1], ['two'], [3]),
    records: 3,
    columns: 'a:category',
    findings: ['data.mixed-types'],
  },
  {
    name: 'numbers written as text',
    content: book(['zip'], ['01234'], ['99999']),
    records: 2,
    columns: 'zip:category',
    rows: [['01234'], ['99999']],
  },
  {
    name: 'headers twice, empty and ours',
    content: book(['a', 'A', null, '__row'], [1, 2, 3, 4]),
    records: 1,
    columns: 'a:integer A_2:integer column_3:integer row:integer',
    findings: ['data.renamed-column'],
  },
  {
    name: 'a table that begins in the middle',
    content: book([], [], [null, null, 'x'], [null, null, 5]),
    records: 1,
    columns: 'x:integer',
    rows: [[5]],
  },
  {
    name: 'texts with line breaks, emoji and markup',
    content: book(['t'], ['a\nb'], ['😀 <b>&amp;</b>']),
    records: 2,
    rows: [['a\nb'], ['😀 <b>&amp;</b>']],
  },
  {
    name: '1,000 columns in a workbook',
    content: book(
      Array.from({ length: 1000 }, (_, i) => `c${i}`),
      Array.from({ length: 1000 }, (_, i) => i),
    ),
    records: 1,
  },
  {
    name: 'missing in words',
    content: book(['x'], [1], ['NA'], ['-'], [2]),
    records: 4,
    columns: 'x:integer',
    rows: [[1], [null], [null], [2]],
  },
  {
    name: 'an open document',
    content: bookOf(
      sheetOf([
        ['a', 'b'],
        [1, 'x'],
      ]),
      'ods',
    ),
    records: 1,
    rows: [[1, 'x']],
  },
];

export const nastyWorkbooks: readonly NastySource[] = cases.map((one) => ({
  ...one,
  type: 'source.excel-file',
  file: 'nasty [1]*.xlsx',
}));
