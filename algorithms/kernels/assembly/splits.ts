import { walkPair } from './split-pairs';
import { begin, finish, found, l2Of, shareOf, wholeOf } from './split-state';

let first: usize = 0;
let last: usize = 0;

/** Finds the first cell with enough rows on its left and the one behind the last with enough on its right. */
function limit(cells: usize, bins: i32, node: usize, record: usize, missingLeft: i32): void {
  const minLeaf: i32 = <i32>load<f64>(node + 24);
  const minHessian: i32 = <i32>ceil(load<f64>(node + 32) / load<f64>(node + 8));
  const missing: usize = cells + 255 * 16;
  let hessians: i32 = (1 - missingLeft) * load<i32>(missing + 4);
  let rows: i32 = (1 - missingLeft) * load<i32>(missing + 8);
  last = cells + ((<usize>bins) << 4);
  while (cells < last && (rows < minLeaf || hessians < minHessian)) {
    last -= 16;
    hessians += load<i32>(last, 4);
    rows += load<i32>(last, 8);
  }
  let gradients: i32 = missingLeft * load<i32>(missing);
  hessians = missingLeft * load<i32>(missing + 4);
  rows = missingLeft * load<i32>(missing + 8);
  for (first = cells; first < last; first += 16) {
    gradients += load<i32>(first);
    hessians += load<i32>(first, 4);
    rows += load<i32>(first, 8);
    if (rows >= minLeaf && hessians >= minHessian) break;
  }
  store<i32>(record, gradients, 24);
  store<i32>(record, hessians, 28);
}

/** Moves cell after cell to the left and keeps the best place to stop. */
function walk(from: usize, to: usize, node: usize, record: usize, missingLeft: i32): void {
  if (from >= to) return;
  const l2: f64 = l2Of(node);
  const whole: f64 = wholeOf(node);
  const share: f64 = shareOf(node);
  let gradients: i32 = load<i32>(record, 24);
  let hessians: i32 = load<i32>(record, 28);
  let num: f64 = load<f64>(record);
  let den: f64 = load<f64>(record, 8);
  for (let cell: usize = from; cell < to; cell += 16) {
    const left: f64 = <f64>hessians + l2;
    const off: f64 = <f64>gradients - share * left;
    const above: f64 = off * off;
    const below: f64 = left * (whole - left);
    if (above * den > num * below) {
      num = above;
      den = below;
      found(record, num, den, <u32>cell);
      store<i32>(record, missingLeft, 20);
    }
    gradients += load<i32>(cell, 16);
    hessians += load<i32>(cell, 20);
  }
  store<i32>(record, gradients, 24);
  store<i32>(record, hessians, 28);
}

/** Two columns: together where both have enough rows on either side, before and behind that each for itself. */
function searchPair(cells: usize, bins: usize, node: usize, record: usize): void {
  limit(cells, load<i32>(bins), node, record, 0);
  const from: usize = first;
  const to: usize = last;
  limit(cells + 4096, load<i32>(bins, 4), node, record + 32, 0);
  const start: usize = max<usize>(from, first - 4096);
  const end: usize = min<usize>(to, last - 4096);
  if (start < end) {
    walk(from, start, node, record, 0);
    walk(first, start + 4096, node, record + 32, 0);
    walkPair(start, end, node, record);
    walk(end, to, node, record, 0);
    walk(end + 4096, last, node, record + 32, 0);
  } else {
    walk(from, to, node, record, 0);
    walk(first, last, node, record + 32, 0);
  }
}

function searchOne(cells: usize, bins: i32, node: usize, record: usize): void {
  limit(cells, bins, node, record, 0);
  walk(first, last, node, record, 0);
  if (load<i32>(cells + 255 * 16 + 8) === 0) return;
  limit(cells, bins, node, record, 1);
  walk(first, last, node, record, 1);
}

function isWhole(cells: usize, bins: usize): bool {
  return load<i32>(bins) > 0 && load<i32>(cells + 255 * 16 + 8) === 0;
}

export function findSplits(histogram: usize, columns: i32, bins: usize, node: usize, to: usize): void {
  for (let column: i32 = 0; column < columns; column++) {
    const cells: usize = histogram + ((<usize>column) << 12);
    const record: usize = to + ((<usize>column) << 5);
    const own: usize = bins + ((<usize>column) << 2);
    begin(record, cells);
    if (column + 1 < columns && isWhole(cells, own) && isWhole(cells + 4096, own + 4)) {
      begin(record + 32, cells + 4096);
      searchPair(cells, own, node, record);
      finish(record + 32, node, cells + 4096);
      column++;
    } else if (load<i32>(own) > 0) searchOne(cells, load<i32>(own), node, record);
    finish(record, node, cells);
  }
}
