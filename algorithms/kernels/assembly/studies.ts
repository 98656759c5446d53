// The words of a study and of a record stand in `study.ts`.
import { isApart, touch } from './touch';

const batch: i32 = 512;
const firstColumn: usize = 80;
const columnWords: usize = 16;

function word(study: usize, index: usize): usize {
  return <usize>load<u32>(study + (index << 2));
}

function binAt(bins: usize, shift: usize, wide: bool, row: usize): usize {
  const at: usize = bins + (row << shift);
  return wide ? <usize>load<u16>(at) : <usize>load<u8>(at);
}

/** Empties what the last study has filled: only bins that it has listed. */
export function beginStudy(study: usize): void {
  const cellBytes: usize = word(study, 8);
  const columns: usize = word(study, 0);
  for (let column: usize = 0; column < columns; column++) {
    const about: usize = study + firstColumn + column * columnWords;
    const list: usize = word(study, 14) + column * word(study, 15);
    const cells: usize = word(study, 6) + column * word(study, 7);
    const counts: usize = word(study, 9) + column * word(study, 10);
    const length: usize = <usize>load<u32>(about + 12);
    for (let at: usize = 0; at < length; at++) {
      const bin: usize = <usize>load<u16>(list + (at << 1));
      store<u32>(counts + (bin << 2), 0);
      // memory.fill would take longer than the rest for so few bytes.
      const cell: usize = cells + bin * cellBytes;
      for (let value: usize = 0; value < cellBytes; value += 8) store<f64>(cell + value, 0);
    }
    store<u32>(about + 12, 0);
  }
  const totals: usize = word(study, 5);
  memory.fill(totals, 0, 32 + word(study, 1) * 8);
  store<f64>(totals + 16, Infinity);
  store<f64>(totals + 24, -Infinity);
}

/** Brings a batch of rows' values side by side and adds them to the totals. */
function fetchValues(
  rows: usize,
  count: i32,
  values: usize,
  small: bool,
  to: usize,
  totals: usize,
  classes: usize,
): void {
  let sums: v128 = v128.load(totals);
  let least: f64 = load<f64>(totals + 16);
  let most: f64 = load<f64>(totals + 24);
  for (let at: i32 = 0; at < count; at++) {
    const row: usize = <usize>load<u32>(rows + ((<usize>at) << 2));
    const from: usize = values + (row << (small ? 1 : 4));
    const y: f64 = small ? <f64>load<u8>(from) : load<f64>(from);
    const weight: f64 = small ? <f64>load<u8>(from, 1) : load<f64>(from, 8);
    if (y < least) least = y;
    if (y > most) most = y;
    const pair: v128 = f64x2.replace_lane(f64x2.splat(weight), 0, classes > 2 ? y : y * weight);
    sums = f64x2.add(sums, pair);
    v128.store(to + ((<usize>at) << 4), pair);
    if (classes > 2) {
      const own: usize = totals + 32 + ((<usize>y) << 3);
      store<f64>(own, load<f64>(own) + weight);
    }
  }
  v128.store(totals, sums);
  store<f64>(totals + 16, least);
  store<f64>(totals + 24, most);
}

function addPairs(
  rows: usize,
  count: i32,
  bins: usize,
  shift: usize,
  wide: bool,
  pairs: usize,
  cells: usize,
  counts: usize,
): void {
  for (let at: i32 = 0; at < count; at++) {
    const bin: usize = binAt(bins, shift, wide, <usize>load<u32>(rows + ((<usize>at) << 2)));
    const cell: usize = cells + (bin << 4);
    v128.store(cell, f64x2.add(v128.load(cell), v128.load(pairs + ((<usize>at) << 4))));
    const own: usize = counts + (bin << 2);
    store<u32>(own, load<u32>(own) + 1);
  }
}

function addClasses(
  rows: usize,
  count: i32,
  bins: usize,
  shift: usize,
  wide: bool,
  pairs: usize,
  cells: usize,
  counts: usize,
  cellBytes: usize,
): void {
  for (let at: i32 = 0; at < count; at++) {
    const bin: usize = binAt(bins, shift, wide, <usize>load<u32>(rows + ((<usize>at) << 2)));
    const pair: usize = pairs + ((<usize>at) << 4);
    const cell: usize = cells + bin * cellBytes + ((<usize>load<f64>(pair)) << 3);
    store<f64>(cell, load<f64>(cell) + load<f64>(pair + 8));
    const own: usize = counts + (bin << 2);
    store<u32>(own, load<u32>(own) + 1);
  }
}

function markBins(rows: usize, count: i32, bins: usize, shift: usize, wide: bool, marks: usize): void {
  for (let at: i32 = 0; at < count; at++) {
    const bin: usize = binAt(bins, shift, wide, <usize>load<u32>(rows + ((<usize>at) << 2)));
    const own: usize = marks + ((bin >> 6) << 3);
    store<u64>(own, load<u64>(own) | ((<u64>1) << (<u64>(bin & 63))));
  }
}

export function addStudyRows(study: usize, rows: usize, count: i32, values: usize): void {
  const columns: usize = word(study, 0);
  const classes: usize = word(study, 1);
  const wide: bool = word(study, 3) === 1;
  const few: bool = word(study, 4) === 1;
  const valueShift: usize = word(study, 17);
  const pairs: usize = word(study, 18);
  for (let from: i32 = 0; from < count; from += batch) {
    const own: i32 = min<i32>(batch, count - from);
    const first: usize = rows + ((<usize>from) << 2);
    if (isApart(first, own, valueShift)) store<u32>(pairs, touch(first, own, values, valueShift));
    // Written out: each call is made for values of its own size.
    if (valueShift === 1) fetchValues(first, own, values, true, pairs, word(study, 5), classes);
    else fetchValues(first, own, values, false, pairs, word(study, 5), classes);
    let touched: usize = 0;
    for (let column: usize = 0; column < columns; column++) {
      const about: usize = study + firstColumn + column * columnWords;
      const bins: usize = <usize>load<u32>(about);
      const shift: usize = <usize>load<u32>(about + 4);
      const cells: usize = word(study, 6) + column * word(study, 7);
      const counts: usize = word(study, 9) + column * word(study, 10);
      const record: usize = (bins >> shift) << shift;
      // The next study's list writes the same word.
      if (record !== touched && isApart(first, own, shift)) store<u32>(about + 12, touch(first, own, record, shift));
      touched = record;
      if (classes > 2) addClasses(first, own, bins, shift, wide, pairs, cells, counts, word(study, 8));
      else if (wide) addPairs(first, own, bins, shift, true, pairs, cells, counts);
      else addPairs(first, own, bins, shift, false, pairs, cells, counts);
      if (few) markBins(first, own, bins, shift, wide, word(study, 11) + column * word(study, 12));
    }
  }
}

/** Lists the bins that have rows, ascending, and answers how many. A few rows touch few bins, which are found by their marks. */
function listBins(study: usize, column: usize): usize {
  const bins: usize = word(study, 2) + 1;
  const list: usize = word(study, 14) + column * word(study, 15);
  let to: usize = list;
  if (word(study, 4) === 1) {
    const marks: usize = word(study, 11) + column * word(study, 12);
    for (let at: usize = 0; at < bins; at += 64) {
      let bits: u64 = load<u64>(marks + (at >> 3));
      if (bits === 0) continue;
      store<u64>(marks + (at >> 3), 0);
      while (bits !== 0) {
        store<u16>(to, <u16>(at + <usize>ctz<u64>(bits)));
        to += 2;
        bits &= bits - 1;
      }
    }
  } else {
    const counts: usize = word(study, 9) + column * word(study, 10);
    for (let bin: usize = 0; bin < bins; bin++) {
      store<u16>(to, <u16>bin);
      to += select<usize>(2, 0, load<u32>(counts + (bin << 2)) !== 0);
    }
  }
  return (to - list) >> 1;
}

let score: f64 = 0;
let lefts: u32 = 0;
let taken: usize = 0;
let missingGoesLeft: u32 = 0;

/** Σ weight² ÷ Σ weight of both classes, or (Σ w·y)² ÷ Σ w: what `likeness` says. */
function likeness(sum: f64, weight: f64, binary: bool): f64 {
  if (binary) {
    const other: f64 = weight - sum;
    return (other * other + sum * sum) / weight;
  }
  return (sum * sum) / weight;
}

function scanPairs(study: usize, column: usize, length: usize, rows: u32, missingLeft: bool): void {
  const binary: bool = word(study, 1) === 2;
  const minLeaf: u32 = <u32>word(study, 13);
  const totals: usize = word(study, 5);
  const cells: usize = word(study, 6) + column * word(study, 7);
  const counts: usize = word(study, 9) + column * word(study, 10);
  const list: usize = word(study, 14) + column * word(study, 15);
  const missing: usize = word(study, 2);
  const total: f64 = load<f64>(totals);
  const totalWeight: f64 = load<f64>(totals + 8);
  let sum: f64 = missingLeft ? load<f64>(cells + (missing << 4)) : 0;
  let weight: f64 = missingLeft ? load<f64>(cells + (missing << 4) + 8) : 0;
  let own: u32 = missingLeft ? load<u32>(counts + (missing << 2)) : 0;
  for (let at: usize = 0; at < length; at++) {
    const bin: usize = <usize>load<u16>(list + (at << 1));
    sum += load<f64>(cells + (bin << 4));
    weight += load<f64>(cells + (bin << 4) + 8);
    own += load<u32>(counts + (bin << 2));
    if (rows - own < minLeaf) break;
    if (own < minLeaf) continue;
    const value: f64 = likeness(sum, weight, binary) + likeness(total - sum, totalWeight - weight, binary);
    if (value > score) {
      score = value;
      lefts = own;
      taken = at + 1;
      missingGoesLeft = missingLeft ? 1 : 0;
    }
  }
}

function scanClasses(study: usize, column: usize, length: usize, rows: u32, missingLeft: bool): void {
  const classes: usize = word(study, 1);
  const cellBytes: usize = word(study, 8);
  const minLeaf: u32 = <u32>word(study, 13);
  const totals: usize = word(study, 5);
  const cells: usize = word(study, 6) + column * word(study, 7);
  const counts: usize = word(study, 9) + column * word(study, 10);
  const list: usize = word(study, 14) + column * word(study, 15);
  const missing: usize = word(study, 2);
  const left: usize = word(study, 19);
  const totalWeight: f64 = load<f64>(totals + 8);
  let weight: f64 = 0;
  let own: u32 = missingLeft ? load<u32>(counts + (missing << 2)) : 0;
  for (let code: usize = 0; code < classes; code++) {
    const value: f64 = missingLeft ? load<f64>(cells + missing * cellBytes + (code << 3)) : 0;
    store<f64>(left + (code << 3), value);
    weight += value;
  }
  for (let at: usize = 0; at < length; at++) {
    const bin: usize = <usize>load<u16>(list + (at << 1));
    own += load<u32>(counts + (bin << 2));
    let squares: f64 = 0;
    let others: f64 = 0;
    for (let code: usize = 0; code < classes; code++) {
      const more: f64 = load<f64>(cells + bin * cellBytes + (code << 3));
      const sum: f64 = load<f64>(left + (code << 3)) + more;
      const rest: f64 = load<f64>(totals + 32 + (code << 3)) - sum;
      store<f64>(left + (code << 3), sum);
      weight += more;
      squares += sum * sum;
      others += rest * rest;
    }
    if (rows - own < minLeaf) break;
    if (own < minLeaf) continue;
    const value: f64 = squares / weight + others / (totalWeight - weight);
    if (value > score) {
      score = value;
      lefts = own;
      taken = at + 1;
      missingGoesLeft = missingLeft ? 1 : 0;
    }
  }
}

function scan(study: usize, column: usize, length: usize, rows: u32, missingLeft: bool): void {
  if (word(study, 1) > 2) scanClasses(study, column, length, rows, missingLeft);
  else scanPairs(study, column, length, rows, missingLeft);
}

export function endStudy(study: usize, rows: i32): void {
  const columns: usize = word(study, 0);
  const missing: u16 = <u16>word(study, 2);
  for (let column: usize = 0; column < columns; column++) {
    const about: usize = study + firstColumn + column * columnWords;
    const list: usize = word(study, 14) + column * word(study, 15);
    const listed: usize = listBins(study, column);
    store<u32>(about + 12, <u32>listed);
    const gaps: bool = listed > 0 && load<u16>(list + ((listed - 1) << 1)) === missing;
    const length: usize = gaps ? listed - 1 : listed;
    score = -Infinity;
    lefts = 0;
    taken = 0;
    missingGoesLeft = 0;
    if (load<u32>(about + 8) === 1) {
      scan(study, column, length, <u32>rows, false);
      if (gaps) scan(study, column, length, <u32>rows, true);
    }
    const record: usize = word(study, 16) + (column << 5);
    store<f64>(record, score);
    store<u32>(record + 8, lefts);
    store<u32>(record + 12, taken === 0 ? 0 : <u32>load<u16>(list + ((taken - 1) << 1)));
    store<u32>(record + 16, taken < length ? <u32>load<u16>(list + (taken << 1)) : <u32>missing);
    store<u32>(record + 20, missingGoesLeft);
  }
}

export function partitionWide(
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
    const goes: usize = (<usize>load<u8>(table + <usize>load<u16>(bins + ((<usize>row) << shift)))) << 2;
    store<u32>(lefts, row);
    store<u32>(rights, row);
    lefts += goes;
    rights += 4 - goes;
  }
  return <i32>((lefts - left) >> 2);
}
