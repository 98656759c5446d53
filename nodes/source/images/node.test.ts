import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../../contract/json.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { only, read } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';

const folder = await mkdtemp(join(tmpdir(), 'millrace-images-node-'));
const ctx = await openContext({ folder });
afterAll(async () => {
  await ctx.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  ctx.findings.length = 0;
});
afterEach(() => rm(join(folder, 'pictures'), { recursive: true, force: true }));

type Paint = (x: number, y: number) => readonly number[];
const bitmap = (width: number, height: number, paint: Paint): Buffer =>
  Buffer.from(Array.from({ length: width * height }, (_, i) => paint(i % width, Math.floor(i / width))).flat());
const png = (width: number, height: number, paint: Paint): Buffer => {
  const image = new PNG({ width, height });
  image.data = bitmap(width, height, paint);
  return PNG.sync.write(image);
};
const grey = (value: number): readonly number[] => [value, value, value, 255];

const put = async (files: Readonly<Record<string, Uint8Array>>): Promise<void> => {
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(folder, 'pictures', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
};
const readAll = async (params: JsonObject = {}) => {
  const table = only(await read(node, { folder: 'pictures', ...params }, ctx));
  const rows = (await ctx.rowsOf(table)).map(({ __row, ...cells }) => Object.values(cells));
  return { table, rows };
};
const rounded = (cells: readonly unknown[]) => cells.map((cell) => Math.round(Number(cell) * 1000) / 1000);

test('each image is a row: its file, its folder as label, its pixels', async () => {
  await put({
    'b/2.png': png(2, 2, (x, y) => grey(x === y ? 255 : 0)),
    'a/1.png': png(2, 2, () => grey(51)),
    'top.png': png(2, 2, () => grey(0)),
  });
  const { table, rows } = await readAll({ size: 2 });
  expect(table.columns.map(({ name, type, role }) => `${name} ${type} ${role}`)).toEqual([
    'file text id',
    'label category target',
    ...[0, 1, 2, 3].map((index) => `pixel_${index} number feature`),
  ]);
  expect(rows).toEqual([
    ['a/1.png', 'a', 0.2, 0.2, 0.2, 0.2],
    ['b/2.png', 'b', 1, 0, 0, 1],
    ['top.png', null, 0, 0, 0, 0],
  ]);
  expect(ctx.findings).toMatchObject([{ code: 'data.no-label', rows: 1 }]);
});

test('a pixel is the mean of the area that it covers', async () => {
  await put({ 'a/1.png': png(3, 3, (x, y) => grey(x === 1 && y === 1 ? 255 : 0)) });
  const { rows } = await readAll({ size: 2, label: 'none' });
  // Half of the middle pixel's width and height falls on each of four pixels of 1.5 × 1.5.
  expect(rounded(rows[0]?.slice(1) ?? [])).toEqual(Array(4).fill(0.111));
});

test('colours stand side by side, the channel last', async () => {
  await put({ 'a/1.png': png(2, 1, (x) => (x === 0 ? [255, 0, 51, 255] : [0, 255, 0, 0])) });
  const { rows } = await readAll({ size: 2, channels: 3, fit: 'stretch' });
  expect(rounded(rows[0]?.slice(2) ?? [])).toEqual([1, 0, 0.2, 0, 0, 0, 1, 0, 0.2, 0, 0, 0]);
});

test('an image that is not square is filled up, cut or distorted', async () => {
  await put({ 'a/1.png': png(4, 2, (x) => grey([0, 255, 255, 0][x] ?? 0)) });
  const pixels = async (fit: string) => rounded((await readAll({ size: 2, fit })).rows[0]?.slice(2) ?? []);
  expect(await pixels('pad')).toEqual([0.5, 0.5, 0, 0]);
  expect(await pixels('crop')).toEqual([1, 1, 1, 1]);
  expect(await pixels('stretch')).toEqual([0.5, 0.5, 0.5, 0.5]);
});

test('JPEG is read, whatever its name says', async () => {
  const image = jpeg.encode({ width: 16, height: 16, data: bitmap(16, 16, () => grey(128)) }, 95);
  await put({ 'a/photo.png': image.data, 'a/photo.JPG': image.data });
  const { rows } = await readAll({ size: 1 });
  expect(rows.map(([file, , value]) => [file, Math.round(Number(value) * 255)])).toEqual([
    ['a/photo.JPG', 128],
    ['a/photo.png', 128],
  ]);
});

/** The picture with an EXIF segment in front, in either order of bytes. */
const turned = (image: Buffer, orientation: number, order: 'II' | 'MM' = 'MM'): Buffer => {
  const exif = Buffer.alloc(36);
  exif.write('Exif\0\0', 0, 'latin1');
  exif.write(order, 6, 'latin1');
  const put16 = (value: number, at: number) =>
    order === 'II' ? exif.writeUInt16LE(value, at) : exif.writeUInt16BE(value, at);
  const put32 = (value: number, at: number) =>
    order === 'II' ? exif.writeUInt32LE(value, at) : exif.writeUInt32BE(value, at);
  put16(42, 8);
  put32(8, 10);
  put16(1, 14);
  put16(0x0112, 16);
  put16(3, 18);
  put32(1, 20);
  put16(orientation, 24);
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([image.subarray(0, 2), head, exif, image.subarray(2)]);
};

test('a photograph is turned upright as its EXIF says, and left alone where that makes no sense', async () => {
  // Black above left, white above right, dark below left, light below right.
  const shades = [0, 255, 64, 191] as const;
  const paint: Paint = (x, y) => grey(shades[(y < 16 ? 0 : 2) + (x < 16 ? 0 : 1)] ?? 0);
  const { data } = jpeg.encode({ width: 32, height: 32, data: bitmap(32, 32, paint) }, 100);
  const [a, b, c, d] = shades;
  const expected: Readonly<Record<number, readonly number[]>> = {
    1: [a, b, c, d],
    2: [b, a, d, c],
    3: [d, c, b, a],
    4: [c, d, a, b],
    5: [a, c, b, d],
    6: [c, a, d, b],
    7: [d, b, c, a],
    8: [b, d, a, c],
    9: [a, b, c, d],
  };
  for (const [orientation, wanted] of Object.entries(expected))
    for (const order of ['II', 'MM'] as const) {
      await put({ 'a/photo.jpg': turned(data, Number(orientation), order) });
      const { rows } = await readAll({ size: 2, label: 'none' });
      const near = rows[0]?.slice(1).map((value) => shades.find((shade) => Math.abs(shade - Number(value) * 255) < 8));
      expect(near, `${orientation} ${order}`).toEqual(wanted);
    }
  await put({ 'a/photo.jpg': turned(data, 6).subarray(0, 30) });
  await expect(readAll({ size: 2 })).rejects.toMatchObject({ code: expect.stringContaining('.') });
});

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};
const claiming = (width: number, height: number, packed: Uint8Array, interlaced = 0): Buffer => {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, interlaced]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', packed), chunk('IEND', new Uint8Array())]);
};

test('what can’t be decoded is left out and named with its reason, bombs before they go off', async () => {
  const good = png(4, 4, () => grey(255));
  const image = jpeg.encode({ width: 16, height: 16, data: bitmap(16, 16, () => grey(128)) }, 95);
  await put({
    'a/good.png': good,
    'a/cut.png': good.subarray(0, good.length - 30),
    'a/cut.jpg': image.data.subarray(0, 300),
    'a/empty.png': new Uint8Array(),
    'a/huge.png': claiming(100_000, 100_000, deflateSync(new Uint8Array(100))),
    'a/inflated.png': claiming(4, 4, deflateSync(new Uint8Array(50_000_000)), 1),
    'a/none.png': claiming(0, 5, new Uint8Array()),
    'a/text.jpeg': Buffer.from('hello'),
    'a/notes.txt': Buffer.from('hello'),
  });
  const { rows } = await readAll({ size: 1 });
  expect(rows).toEqual([['a/good.png', 'a', 1]]);
  const [bad, others] = ctx.findings;
  expect(bad).toMatchObject({ code: 'data.unreadable-images', rows: 7 });
  expect(bad?.examples?.join('\n')).toMatch(/huge\.png: it has 100000 × 100000 pixels/);
  expect(others).toMatchObject({ code: 'data.other-files', value: 1, examples: ['a/notes.txt'] });
});

test('a folder without images, or with broken ones only, is refused', async () => {
  await put({ 'a/notes.txt': Buffer.from('hello') });
  await expect(readAll()).rejects.toMatchObject({ code: 'data.wrong-format' });
  await put({ 'a/x.png': Buffer.from('hello') });
  await expect(readAll()).rejects.toMatchObject({
    code: 'data.wrong-format',
    message: expect.stringContaining('a/x.png'),
  });
  await expect(readAll({ folder: '' })).rejects.toMatchObject({ code: 'param.required' });
  await expect(readAll({ folder: 'nowhere' })).rejects.toMatchObject({ code: 'file.missing' });
  await expect(readAll({ folder: '..' })).rejects.toMatchObject({ code: 'file.outside-folder' });
});

test('more columns than anything could use are refused', async () => {
  await put({ 'a/1.png': png(1, 1, () => grey(1)) });
  await expect(readAll({ size: 64, channels: 3 })).rejects.toMatchObject({ code: 'param.invalid' });
});

test('many images keep their order over several batches', { timeout: 120_000 }, async () => {
  const name = (index: number): string => `c${index % 3}/${String(index).padStart(4, '0')}.png`;
  const files = Array.from({ length: 1200 }, (_, i) => [name(i), png(1, 1, () => grey(i % 256))] as const);
  await put(Object.fromEntries(files));
  const table = only(await read(node, { folder: 'pictures', size: 48 }, ctx));
  const rows = await ctx.tables.rows(
    `SELECT file, round(pixel_0 * 255) AS shade FROM ${table.relation} ORDER BY __row`,
  );
  expect(rows.map(({ file }) => file)).toEqual(files.map(([file]) => file).sort());
  expect(rows.every(({ file, shade }) => shade === Number(String(file).slice(3, 7)) % 256)).toBe(true);
});

test('the widest table that is allowed has room in little memory', async () => {
  await put(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`a/${i}.png`, png(1, 1, () => grey(i))])));
  const table = only(await read(node, { folder: 'pictures', size: 64 }, ctx));
  expect([table.rows, table.columns.length]).toEqual([50, 4098]);
});

test('it stops when it is told to', async () => {
  await put({ 'a/1.png': png(1, 1, () => grey(1)) });
  const stopped = { ...ctx, signal: AbortSignal.abort() };
  await expect(read(node, { folder: 'pictures' }, stopped)).rejects.toThrow();
});
