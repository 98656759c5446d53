// Packed cells: rows in bits 0–14, hessians in 15–38, gradients from 39 on. A block of 16,384 rows fits.
const packedCells: usize = 16 * 256 * 8;
const batch: i32 = 64;
const fewRows: i32 = 1024;

/** Brings 64 records and gradients side by side: all their cache misses are under way at once. */
function fetchBatch(
  rows: usize,
  count: i32,
  bins: usize,
  shift: i32,
  packed: usize,
  records: usize,
  values: usize,
): void {
  for (let at: i32 = 0; at < count; at++) {
    const row: usize = load<u32>(rows + ((<usize>at) << 2));
    const from: usize = bins + (row << shift);
    const to: usize = records + ((<usize>at) << 4);
    if (shift === 4) v128.store(to, v128.load(from));
    else if (shift === 3) store<u64>(to, load<u64>(from));
    else if (shift === 2) store<u32>(to, load<u32>(from));
    else if (shift === 1) store<u16>(to, load<u16>(from));
    else store<u8>(to, load<u8>(from));
    const both: i32 = load<i32>(packed + (row << 2));
    store<i64>(values + ((<usize>at) << 3), ((<i64>(both >> 16)) << 39) + ((<i64>(both & 0xffff)) << 15) + 1);
  }
}

function addTo(cell: usize, value: i64): void {
  store<i64>(cell, load<i64>(cell) + value);
}

function scatterBatch(count: i32, columns: i32, records: usize, values: usize, local: usize): void {
  const fours: i32 = columns & ~3;
  for (let at: i32 = 0; at < count; at++) {
    const value: i64 = load<i64>(values + ((<usize>at) << 3));
    const record: usize = records + ((<usize>at) << 4);
    let column: i32 = 0;
    let cells: usize = local;
    for (; column < fours; column += 4) {
      const bins: u32 = load<u32>(record + <usize>column);
      addTo(cells + ((<usize>(bins & 0xff)) << 3), value);
      addTo(cells + 2048 + ((<usize>((bins >> 8) & 0xff)) << 3), value);
      addTo(cells + 4096 + ((<usize>((bins >> 16) & 0xff)) << 3), value);
      addTo(cells + 6144 + ((<usize>(bins >> 24)) << 3), value);
      cells += 8192;
    }
    for (; column < columns; column++) {
      addTo(cells + ((<usize>load<u8>(record + <usize>column)) << 3), value);
      cells += 2048;
    }
  }
}

/** Adds the packed cells to the histogram. */
function unpack(columns: i32, local: usize, histogram: usize): void {
  const end: usize = local + ((<usize>columns) << 11);
  for (let cell: usize = local; cell < end; cell += 8) {
    const value: i64 = load<i64>(cell);
    if (value !== 0) {
      const to: usize = histogram + ((cell - local) << 1);
      let sums: v128 = i32x4.splat(0);
      sums = i32x4.replace_lane(sums, 0, <i32>(value >> 39));
      sums = i32x4.replace_lane(sums, 1, <i32>((value >> 15) & 0xffffff));
      sums = i32x4.replace_lane(sums, 2, <i32>(value & 0x7fff));
      v128.store(to, i32x4.add(v128.load(to), sums));
    }
  }
}

/** A few rows go straight to the histogram: clearing and unpacking cells would take longer. */
function addFew(rows: usize, count: i32, bins: usize, shift: i32, columns: i32, packed: usize, histogram: usize): void {
  for (let at: i32 = 0; at < count; at++) {
    const row: usize = load<u32>(rows + ((<usize>at) << 2));
    const record: usize = bins + (row << shift);
    const both: i32 = load<i32>(packed + (row << 2));
    let value: v128 = i32x4.splat(0);
    value = i32x4.replace_lane(value, 0, both >> 16);
    value = i32x4.replace_lane(value, 1, both & 0xffff);
    value = i32x4.replace_lane(value, 2, 1);
    let cells: usize = histogram;
    for (let column: i32 = 0; column < columns; column++) {
      const cell: usize = cells + ((<usize>load<u8>(record + <usize>column)) << 4);
      v128.store(cell, i32x4.add(v128.load(cell), value));
      cells += 4096;
    }
  }
}

export function addRows(
  rows: usize,
  count: i32,
  bins: usize,
  shift: i32,
  columns: i32,
  packed: usize,
  histogram: usize,
  scratch: usize,
): void {
  if (count < fewRows) {
    addFew(rows, count, bins, shift, columns, packed, histogram);
    return;
  }
  const records: usize = scratch + packedCells;
  const values: usize = records + 1024;
  memory.fill(scratch, 0, (<usize>columns) << 11);
  for (let from: i32 = 0; from < count; from += batch) {
    const own: i32 = min<i32>(batch, count - from);
    fetchBatch(rows + ((<usize>from) << 2), own, bins, shift, packed, records, values);
    scatterBatch(own, columns, records, values, scratch);
  }
  unpack(columns, scratch, histogram);
}

export function subtract(from: usize, what: usize, cells: i32): void {
  const end: usize = from + ((<usize>cells) << 4);
  for (let at: usize = from; at < end; at += 16)
    v128.store(at, i32x4.sub(v128.load(at), v128.load(what + (at - from))));
}

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
  for (let at: i32 = 0; at < count; at++) {
    const row: u32 = load<u32>(rows + ((<usize>at) << 2));
    const goes: usize = (<usize>load<u8>(table + <usize>load<u8>(bins + ((<usize>row) << shift)))) << 2;
    // Both are written and one is kept: a branch would be guessed wrong half of the time.
    store<u32>(lefts, row);
    store<u32>(rights, row);
    lefts += goes;
    rights += 4 - goes;
  }
  return <i32>((lefts - left) >> 2);
}

export function markRows(rows: usize, count: i32, leaves: usize, leaf: i32): void {
  for (let at: i32 = 0; at < count; at++)
    store<u16>(leaves + ((<usize>load<u32>(rows + ((<usize>at) << 2))) << 1), <u16>leaf);
}

export function zero(to: usize, bytes: usize): void {
  memory.fill(to, 0, bytes);
}

export function copy(to: usize, from: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}
