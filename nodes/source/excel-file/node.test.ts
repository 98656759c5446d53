import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as xlsx from '@e965/xlsx';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../../contract/json.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { only, read } from '../../../tests/conformance/node-driver.ts';
import { openEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';
import node from './node.ts';

const folder = await mkdtemp(join(tmpdir(), 'millrace-excel-node-'));
const ctx = await openContext({ folder });
afterAll(async () => {
  await ctx.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  ctx.findings.length = 0;
});

const day = (text: string): Date => new Date(`${text}Z`);
const sheetOf = (rows: readonly (readonly unknown[])[]) =>
  xlsx.utils.aoa_to_sheet(
    rows.map((row) => [...row]),
    { UTC: true },
  );
const bookOf = (sheets: Readonly<Record<string, xlsx.WorkSheet>>, type: xlsx.BookType = 'xlsx'): Uint8Array =>
  xlsx.write(
    { SheetNames: Object.keys(sheets), Sheets: sheets },
    { type: 'buffer', bookType: type, compression: true },
  );

const readBytes = async (bytes: Uint8Array, params: JsonObject = {}) => {
  await writeFile(join(folder, 'data.xlsx'), bytes);
  const table = only(await read(node, { path: 'data.xlsx', ...params }, ctx));
  const columns = table.columns.map((column) => `${column.name}:${column.type}`).join(' ');
  const rows = (await ctx.rowsOf(table)).map(({ __row, ...cells }) => Object.values(cells));
  return { columns, rows };
};
const readRows = (rows: readonly (readonly unknown[])[], params: JsonObject = {}) =>
  readBytes(bookOf({ One: sheetOf(rows) }), params);

/** A workbook with a part of it rewritten. */
const altered = (bytes: Uint8Array, name: string, change: (text: string) => string): Uint8Array => {
  const parts = unzipSync(bytes);
  const text = new TextDecoder().decode(parts[name]);
  return zipSync({ ...parts, [name]: strToU8(change(text)) });
};
const sheetPart = 'xl/worksheets/sheet1.xml';

test.each(['xlsx', 'xlsb', 'biff8', 'ods'] as const)('%s: numbers, texts, truths and dates come in', async (type) => {
  const sheet = sheetOf([
    ['n', 'x', 't', 'b', 'd'],
    [1, 1.5, 'red', true, day('2024-02-29T10:30:00')],
    [2, -2, 'blue', false, day('1999-12-31T00:00:00')],
    [3, null, 'red', null, null],
  ]);
  const { columns, rows } = await readBytes(bookOf({ One: sheet }, type));
  expect(columns).toBe('n:integer x:number t:category b:boolean d:datetime');
  expect(rows.map((row) => row.slice(0, 4))).toEqual([
    [1, 1.5, 'red', true],
    [2, -2, 'blue', false],
    [3, null, 'red', null],
  ]);
  expect(rows.map((row) => (row[4] === null ? null : String(row[4]).replace('T', ' ').slice(0, 16)))).toEqual([
    '2024-02-29 10:30',
    '1999-12-31 00:00',
    null,
  ]);
});

test('days count from 1904 where the workbook says so, and 29 February 1900 never was', async () => {
  const serials = sheetOf([['d'], [1], [59], [61]]);
  for (const address of ['A2', 'A3', 'A4']) serials[address].z = 'yyyy-mm-dd';
  const days = async (bytes: Uint8Array) => (await readBytes(bytes)).rows.map(([cell]) => String(cell).slice(0, 10));
  expect(await days(bookOf({ One: serials }))).toEqual(['1900-01-01', '1900-02-28', '1900-03-01']);
  const from1904 = altered(bookOf({ One: serials }), 'xl/workbook.xml', (text) =>
    text
      .replace(/date1904="false"/, 'date1904="true"')
      .replace(/<workbookPr(?![^>]*date1904)/, '<workbookPr date1904="true"'),
  );
  expect(await days(from1904)).toEqual(['1904-01-02', '1904-02-29', '1904-03-02']);
});

test('times of day without a date stay as they are written', async () => {
  const sheet = sheetOf([['t'], [0.4375], [0.75]]);
  for (const address of ['A2', 'A3']) sheet[address].z = 'h:mm';
  expect(await readBytes(bookOf({ One: sheet }))).toEqual({
    columns: 't:category',
    rows: [['10:30:00'], ['18:00:00']],
  });
});

test('texts come as they are: quotes, commas, line breaks, and what looks like a number or like nothing', async () => {
  const texts = ['say "no"', 'a, b', 'two\nlines', '007', '"', "it's", 'NULL', '\\N'];
  const { rows } = await readRows([['t', 'n'], ...texts.map((text, i) => [text, i === 4 ? null : i / 3])]);
  expect(rows).toEqual(texts.map((text, i) => [text, i === 4 ? null : i / 3]));
});

test('in a flow a workbook is parsed in a worker, which says what is wrong as well', async () => {
  const engine = await openEngine({ workers: 1 });
  try {
    await writeFile(
      join(engine.folder, 'fine.xlsx'),
      bookOf({
        One: sheetOf([
          ['a', 'b'],
          [1, 'x'],
          [2, 'y'],
        ]),
      }),
    );
    await writeFile(join(engine.folder, 'broken.xlsx'), bookOf({ One: sheetOf([['a'], [1]]) }).subarray(0, 3000));
    const file = (path: string) => ({ type: 'source.excel-file', params: { path } });
    const flow = sketch({ nodes: { fine: file('fine.xlsx'), broken: file('broken.xlsx') } });
    const open = engine.open(flow);
    expect((await open.check()).shapes['fine']?.['table']).toMatchObject({ rows: 2 });
    const run = await open.run().expect('failed');
    expect((await run.page('fine')).page.map(({ cells }) => cells)).toEqual([
      [1, 'x'],
      [2, 'y'],
    ]);
    expect(run.node('broken').failure?.code).toBe('data.wrong-format');
  } finally {
    await engine.close();
  }
});

test('a formula is the value it was saved with; without one it is missing and counted', async () => {
  const sheet = sheetOf([
    ['a', 'b'],
    [1, { t: 'n', v: 3, f: 'A2+2' }],
    [2, { t: 'n', v: 4, f: 'A3+2' }],
  ]);
  const bytes = altered(bookOf({ One: sheet }), sheetPart, (text) =>
    text.replace(/(<c r="B3")[^>]*>(<f>.*?<\/f>)<v>4<\/v>/, '$1>$2<v></v>'),
  );
  expect((await readBytes(bytes)).rows).toEqual([
    [1, 3],
    [2, null],
  ]);
  expect(ctx.findings).toMatchObject([{ code: 'data.not-calculated', column: 'b', rows: 1, examples: ['B3: A3+2'] }]);
});

test('error cells are missing and counted with their places', async () => {
  const { columns, rows } = await readRows([['x'], [1], [{ t: 'e', v: 42 }], [{ t: 'e', v: 7 }], [2]]);
  expect(columns).toBe('x:integer');
  expect(rows).toEqual([[1], [null], [null], [2]]);
  expect(ctx.findings).toMatchObject([
    { code: 'data.cell-errors', column: 'x', rows: 2, examples: ['A3: #N/A', 'A4: #DIV/0!'] },
  ]);
});

test('merged cells and rows without any value are said', async () => {
  const sheet = sheetOf([
    ['a', 'b'],
    ['x', 1],
    [null, 2],
    [null, null],
    ['y', 3],
  ]);
  sheet['!merges'] = [xlsx.utils.decode_range('A2:A3')];
  expect((await readBytes(bookOf({ One: sheet }))).rows).toEqual([
    ['x', 1],
    [null, 2],
    ['y', 3],
  ]);
  expect(ctx.findings).toMatchObject([
    { code: 'data.merged-cells', value: 1, examples: ['A2:A3'] },
    { code: 'data.empty-rows', rows: 1 },
  ]);
});

test('values of several kinds are kept as text, and the odd ones are shown', async () => {
  const { columns, rows } = await readRows([['x'], [1], ['n/a'], ['lots'], [2.5]]);
  expect(columns).toBe('x:category');
  expect(rows).toEqual([['1'], ['n/a'], ['lots'], ['2.5']]);
  expect(ctx.findings).toMatchObject([{ code: 'data.mixed-types', rows: 2, examples: ['A3: n/a', 'A4: lots'] }]);
});

test('the table is found where it begins; sheet, range and header row are chosen', async () => {
  const sheet = sheetOf([[], [null, 'Report'], [null, 'a', 'b'], [null, 1, 2], [null, 3, 4], [null, 'sum', 6]]);
  const bytes = bookOf({ First: sheetOf([['x'], [1]]), 'Zweites Blatt': sheet });
  const params = { sheet: 'Zweites Blatt', headerRow: 2 };
  expect((await readBytes(bytes, params)).columns).toBe('a:category b:integer');
  expect(await readBytes(bytes, { ...params, range: 'B3:C5', headerRow: 1 })).toEqual({
    columns: 'a:integer b:integer',
    rows: [
      [1, 2],
      [3, 4],
    ],
  });
  expect((await readBytes(bytes, { ...params, range: 'C4:C5', headerRow: 0 })).rows).toEqual([[2], [4]]);
  expect((await readBytes(bytes)).columns).toBe('x:integer');
  for (const wrong of [{ sheet: 'Third' }, { range: 'nonsense' }, { range: 'B2:A1' }, { headerRow: 50 }])
    await expect(readBytes(bytes, wrong)).rejects.toMatchObject({ code: 'param.invalid' });
});

test('a hidden sheet is not the first one', async () => {
  const book = { SheetNames: ['Old', 'New'], Sheets: { Old: sheetOf([['o'], [1]]), New: sheetOf([['n'], [1]]) } };
  const bytes: Uint8Array = xlsx.write(
    { ...book, Workbook: { Sheets: [{ Hidden: 1 }, { Hidden: 0 }] } },
    { type: 'buffer', bookType: 'xlsx' },
  );
  expect((await readBytes(bytes)).columns).toBe('n:integer');
});

const locked = (): Uint8Array => {
  const container = xlsx.CFB.utils.cfb_new();
  xlsx.CFB.utils.cfb_add(container, '/EncryptionInfo', Buffer.from([4, 0, 4, 0, 64, 0, 0, 0]));
  xlsx.CFB.utils.cfb_add(container, '/EncryptedPackage', Buffer.alloc(5000));
  return Buffer.from(xlsx.CFB.write(container, { type: 'buffer' }) as Uint8Array);
};

test('a locked workbook is refused as such', async () => {
  await expect(readBytes(locked())).rejects.toMatchObject({ code: 'data.locked-file' });
  const manifest = '<manifest><file-entry><encryption-data/></file-entry></manifest>';
  const ods = zipSync({ mimetype: strToU8('x'), 'META-INF/manifest.xml': strToU8(manifest) });
  await expect(readBytes(ods)).rejects.toMatchObject({ code: 'data.locked-file' });
});

test('what grows beyond measure when it is unpacked is refused before it does', { timeout: 120_000 }, async () => {
  const zeros = zipSync({
    ...unzipSync(bookOf({ One: sheetOf([[1]]) })),
    'xl/x.xml': new Uint8Array(220 * 1024 * 1024),
  });
  expect(zeros.length).toBeLessThan(1_000_000);
  await expect(readBytes(zeros)).rejects.toMatchObject({ code: 'data.too-large-file' });
  const ods = altered(bookOf({ One: sheetOf([['a'], [1]]) }, 'ods'), 'content.xml', (text) =>
    text
      .replaceAll('<table:table-cell ', '<table:table-cell table:number-columns-repeated="16000" ')
      .replaceAll(/<table:table-row\b/g, '<table:table-row table:number-rows-repeated="1000000"'),
  );
  await expect(readBytes(ods)).rejects.toMatchObject({ code: 'data.too-large-file' });
  const corners = sheetOf([['a']]);
  corners['XFD1048576'] = { t: 'n', v: 1 };
  corners['!ref'] = 'A1:XFD1048576';
  const far = altered(bookOf({ One: sheetOf([['a'], [1]]) }), sheetPart, (text) =>
    text
      .replace('</sheetData>', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
      .replace(/<dimension[^>]*>/, ''),
  );
  await expect(readBytes(far)).rejects.toMatchObject({ code: 'data.too-large-file' });
});

test('a part that is larger than it says is not read beyond that', async () => {
  const bytes = bookOf({ One: sheetOf([['a'], ...Array.from({ length: 1000 }, (_, i) => [i])]) });
  const lying = Buffer.from(bytes);
  // The size of each unpacked part, in the central directory.
  for (let at = lying.indexOf('PK\x01\x02'); at >= 0; at = lying.indexOf('PK\x01\x02', at + 4))
    lying.writeUInt32LE(64, at + 24);
  await expect(readBytes(lying)).rejects.toMatchObject({ code: 'data.wrong-format' });
});

test.each([
  ['empty', new Uint8Array(), 'data.empty-file'],
  ['without cells', bookOf({ One: sheetOf([]) }), 'data.empty-file'],
  ['cut off', bookOf({ One: sheetOf([['a'], [1]]) }).subarray(0, 3000), 'data.wrong-format'],
  ['a zip of other things', zipSync({ 'readme.txt': strToU8('hello') }), 'data.wrong-format'],
  ['an old one cut off', bookOf({ One: sheetOf([['a'], [1]]) }, 'biff8').subarray(0, 700), 'data.wrong-format'],
  ['a page of the web', strToU8('<html><table><tr><td>1</td></tr></table></html>'), 'data.wrong-format'],
])('%s: refused with its code', async (_, bytes, code) => {
  await expect(readBytes(bytes)).rejects.toMatchObject({ code });
});

test('a look at the head says the same as reading', async () => {
  await writeFile(join(folder, 'data.xlsx'), await readFile(join(import.meta.dirname, 'fruit.xlsx')));
  const table = only(await read(node, { path: 'data.xlsx' }, ctx));
  if (node.role !== 'source') throw new Error('not a source');
  const shape = await node.inspect(node.params.parse({ path: 'data.xlsx' }) as never, ctx);
  expect(shape).toMatchObject({ columns: table.columns, rows: 3 });
});
