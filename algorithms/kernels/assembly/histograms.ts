import { isApart, touch } from './touch';

// Packed cells: rows in bits 0–14, hessians in 15–38, gradients from 39 on. A block of 16,384 rows fits.
const mostColumns: i32 = 32;
const packedCells: usize = 32 * 256 * 8;
const batch: i32 = 1024;
const fewRows: i32 = 512;

/** Brings records and gradients side by side: the cache misses of many rows are under way at once. */
function fetchBatch(
  rows: usize,
  count: i32,
  records: usize,
  stride: usize,
  columns: i32,
  packed: usize,
  fetched: usize,
  values: usize,
): void {
  const end: usize = rows + ((<usize>count) << 2);
  if (<usize>(load<u32>(end - 4) - load<u32>(rows)) * stride > 64 * <usize>count) {
    let touched: i32 = 0;
    for (let at: usize = rows; at < end; at += 4) touched += load<i32>(packed + <usize>load<u32>(at) * stride);
    store<i32>(values, touched);
  }
  let to: usize = fetched;
  let value: usize = values;
  for (let at: usize = rows; at < end; at += 4) {
    const row: usize = <usize>load<u32>(at) * stride;
    v128.store(to, v128.load(records + row));
    if (columns > 16) v128.store(to, v128.load(records + row, 16), 16);
    const both: i32 = load<i32>(packed + row);
    store<i64>(value, ((<i64>(both >> 16)) << 39) + ((<i64>(both & 0xffff)) << 15) + 1);
    to += 32;
    value += 8;
  }
}

/** Counts up to 16 columns, four at a time: their cells and the records fit the first-level cache. */
function scatterBatch(count: i32, columns: i32, fetched: usize, values: usize, local: usize): void {
  const end: usize = values + ((<usize>count) << 3);
  let record: usize = fetched;
  for (let at: usize = values; at < end; at += 8, record += 32) {
    const value: i64 = load<i64>(at);
    let bins: u32 = load<u32>(record);
    let cell: usize = local + <usize>((bins << 3) & 0x7f8);
    store<i64>(cell, load<i64>(cell) + value);
    cell = local + <usize>((bins >> 5) & 0x7f8);
    store<i64>(cell, load<i64>(cell, 2048) + value, 2048);
    cell = local + <usize>((bins >> 13) & 0x7f8);
    store<i64>(cell, load<i64>(cell, 4096) + value, 4096);
    cell = local + <usize>((bins >> 21) & 0x7f8);
    store<i64>(cell, load<i64>(cell, 6144) + value, 6144);
    if (columns <= 4) continue;
    bins = load<u32>(record, 4);
    cell = local + <usize>((bins << 3) & 0x7f8);
    store<i64>(cell, load<i64>(cell, 8192) + value, 8192);
    cell = local + <usize>((bins >> 5) & 0x7f8);
    store<i64>(cell, load<i64>(cell, 10240) + value, 10240);
    cell = local + <usize>((bins >> 13) & 0x7f8);
    store<i64>(cell, load<i64>(cell, 12288) + value, 12288);
    cell = local + <usize>((bins >> 21) & 0x7f8);
    store<i64>(cell, load<i64>(cell, 14336) + value, 14336);
    if (columns <= 8) continue;
    bins = load<u32>(record, 8);
    cell = local + <usize>((bins << 3) & 0x7f8);
    store<i64>(cell, load<i64>(cell, 16384) + value, 16384);
    cell = local + <usize>((bins >> 5) & 0x7f8);
    store<i64>(cell, load<i64>(cell, 18432) + value, 18432);
    cell = local + <usize>((bins >> 13) & 0x7f8);
    store<i64>(cell, load<i64>(cell, 20480) + value, 20480);
    cell = local + <usize>((bins >> 21) & 0x7f8);
    store<i64>(cell, load<i64>(cell, 22528) + value, 22528);
    if (columns <= 12) continue;
    bins = load<u32>(record, 12);
    cell = local + <usize>((bins << 3) & 0x7f8);
    store<i64>(cell, load<i64>(cell, 24576) + value, 24576);
    cell = local + <usize>((bins >> 5) & 0x7f8);
    store<i64>(cell, load<i64>(cell, 26624) + value, 26624);
    cell = local + <usize>((bins >> 13) & 0x7f8);
    store<i64>(cell, load<i64>(cell, 28672) + value, 28672);
    cell = local + <usize>((bins >> 21) & 0x7f8);
    store<i64>(cell, load<i64>(cell, 30720) + value, 30720);
  }
}

/** Adds the packed cells to the histogram, two at a time: many are empty, and a branch would be guessed wrong. */
function unpack(columns: i32, local: usize, histogram: usize): void {
  const end: usize = local + ((<usize>columns) << 11);
  const hessianBits: v128 = i64x2.splat(0xffffff);
  const rowBits: v128 = i64x2.splat(0x7fff);
  let to: usize = histogram;
  for (let cell: usize = local; cell < end; cell += 16, to += 32) {
    const both: v128 = v128.load(cell);
    // The upper halves hold the gradients, seven bits up.
    const gradients: v128 = i32x4.shr_s(both, 7);
    const hessians: v128 = v128.and(i64x2.shr_u(both, 15), hessianBits);
    const sums: v128 = v128.shuffle<i32>(gradients, hessians, 1, 4, 3, 6);
    const rows: v128 = v128.and(both, rowBits);
    v128.store(to, i32x4.add(v128.load(to), v128.shuffle<i64>(sums, rows, 0, 2)));
    v128.store(to, i32x4.add(v128.load(to, 16), v128.shuffle<i64>(sums, rows, 1, 3)), 16);
  }
}

/** A few rows go straight to the histogram: clearing and unpacking cells would take longer. */
function addFew(
  rows: usize,
  count: i32,
  records: usize,
  stride: usize,
  columns: i32,
  packed: usize,
  histogram: usize,
): void {
  for (let at: i32 = 0; at < count; at++) {
    const row: usize = <usize>load<u32>(rows + ((<usize>at) << 2)) * stride;
    const both: i32 = load<i32>(packed + row);
    let value: v128 = i32x4.splat(0);
    value = i32x4.replace_lane(value, 0, both >> 16);
    value = i32x4.replace_lane(value, 1, both & 0xffff);
    value = i32x4.replace_lane(value, 2, 1);
    let cells: usize = histogram;
    for (let column: i32 = 0; column < columns; column++) {
      const cell: usize = cells + ((<usize>load<u8>(records + row + <usize>column)) << 4);
      v128.store(cell, i32x4.add(v128.load(cell), value));
      cells += 4096;
    }
  }
}

function addMany(
  rows: usize,
  count: i32,
  records: usize,
  stride: usize,
  columns: i32,
  packed: usize,
  histogram: usize,
  scratch: usize,
): void {
  const fetched: usize = scratch + packedCells;
  const values: usize = fetched + ((<usize>batch) << 5);
  memory.fill(scratch, 0, (<usize>columns + 3) << 11);
  for (let from: i32 = 0; from < count; from += batch) {
    const own: i32 = min<i32>(batch, count - from);
    fetchBatch(rows + ((<usize>from) << 2), own, records, stride, columns, packed, fetched, values);
    scatterBatch(own, columns, fetched, values, scratch);
    if (columns > 16) scatterBatch(own, columns - 16, fetched + 16, values, scratch + 16 * 2048);
  }
  unpack(columns, scratch, histogram);
}

export function addRows(
  rows: usize,
  count: i32,
  records: usize,
  stride: usize,
  columns: i32,
  packed: usize,
  histogram: usize,
  scratch: usize,
): void {
  for (let first: i32 = 0; first < columns; first += mostColumns) {
    const own: i32 = min<i32>(mostColumns, columns - first);
    const from: usize = records + <usize>first;
    const to: usize = histogram + ((<usize>first) << 12);
    if (count < fewRows) addFew(rows, count, from, stride, own, packed, to);
    else addMany(rows, count, from, stride, own, packed, to, scratch);
  }
}

/** Bins that stand column by column, row by row. */
export function fillRecords(
  bins: usize,
  columnStride: usize,
  columns: i32,
  count: i32,
  records: usize,
  stride: usize,
): void {
  // So many records at a time stay in the first-level cache for all columns.
  const tile: i32 = 256;
  for (let first: i32 = 0; first < count; first += tile) {
    const end: i32 = min<i32>(first + tile, count);
    for (let column: i32 = 0; column < columns; column++) {
      const from: usize = bins + <usize>column * columnStride;
      let to: usize = records + <usize>column + <usize>first * stride;
      for (let at: i32 = first; at < end; at++) {
        store<u8>(to, load<u8>(from + <usize>at));
        to += stride;
      }
    }
  }
}

export function add(to: usize, what: usize, cells: i32): void {
  const end: usize = to + ((<usize>cells) << 4);
  for (let at: usize = to; at < end; at += 16) v128.store(at, i32x4.add(v128.load(at), v128.load(what + (at - to))));
}

export function subtract(from: usize, what: usize, cells: i32): void {
  const end: usize = from + ((<usize>cells) << 4);
  for (let at: usize = from; at < end; at += 16)
    v128.store(at, i32x4.sub(v128.load(at), v128.load(what + (at - from))));
}

const partBatch: i32 = 512;

export function partition(
  rows: usize,
  count: i32,
  bins: usize,
  shift: i32,
  table: usize,
  left: usize,
  right: usize,
): i32 {
  let lefts: usize = left;
  let rights: usize = right;
  for (let from: i32 = 0; from < count; from += partBatch) {
    const own: i32 = min<i32>(partBatch, count - from);
    const first: usize = rows + ((<usize>from) << 2);
    const end: usize = first + ((<usize>own) << 2);
    // What is touched is stored where the next row on the right is.
    if (isApart(first, own, shift)) store<u32>(rights, touch(first, own, bins, shift));
    for (let at: usize = first; at < end; at += 4) {
      const row: u32 = load<u32>(at);
      const goes: usize = (<usize>load<u8>(table + <usize>load<u8>(bins + ((<usize>row) << shift)))) << 2;
      // Both are written and one is kept: a branch would be guessed wrong half of the time.
      store<u32>(lefts, row);
      store<u32>(rights, row);
      lefts += goes;
      rights += 4 - goes;
    }
  }
  return <i32>((lefts - left) >> 2);
}

export function markRows(rows: usize, count: i32, leaves: usize, leaf: i32): void {
  for (let at: i32 = 0; at < count; at++)
    store<u16>(leaves + ((<usize>load<u32>(rows + ((<usize>at) << 2))) << 1), <u16>leaf);
}

/** first, first + 1, first + 2, … */
export function countUp(to: usize, count: i32, first: i32): void {
  for (let at: i32 = 0; at < count; at++) store<i32>(to + ((<usize>at) << 2), first + at);
}

export function zero(to: usize, bytes: usize): void {
  memory.fill(to, 0, bytes);
}

export function copy(to: usize, from: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}
