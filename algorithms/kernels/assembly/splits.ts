import { scanPair } from './split-pairs';
import { keep, keepPlace } from './split-records';

// The words of a node and of a record stand in `tree-kernels.ts`.
// A score is a fraction: comparing two of them by cross-multiplication spares a division a bin.
let numerator: f64 = 0;
let denominator: f64 = 1;
let leftGradients: f64 = 0;
let leftHessians: f64 = 0;
let leftRows: f64 = 0;
let lastBin: i32 = 0;
let missingGoesLeft: i32 = 0;

function scan(cells: usize, bins: i32, node: usize, missingLeft: i32): void {
  const hessianUnit: f64 = load<f64>(node + 8);
  const l2: f64 = load<f64>(node + 16) / hessianUnit;
  const minLeaf: f64 = load<f64>(node + 24);
  const minHessian: f64 = load<f64>(node + 32) / hessianUnit;
  const total: f64 = load<f64>(node + 40);
  const totalHessian: f64 = load<f64>(node + 48);
  const totalRows: f64 = load<f64>(node + 56);
  const missing: usize = cells + 255 * 16;
  let gradients: f64 = missingLeft === 1 ? <f64>load<i32>(missing) : 0;
  let hessians: f64 = missingLeft === 1 ? <f64>load<i32>(missing + 4) : 0;
  let rows: f64 = missingLeft === 1 ? <f64>load<i32>(missing + 8) : 0;
  let num: f64 = numerator;
  let den: f64 = denominator;
  const end: usize = cells + ((<usize>bins) << 4);
  for (let cell: usize = cells; cell < end; cell += 16) {
    const own: i32 = load<i32>(cell, 8);
    gradients += <f64>load<i32>(cell);
    hessians += <f64>load<i32>(cell, 4);
    rows += <f64>own;
    if (totalRows - rows < minLeaf) break;
    if (rows < minLeaf) continue;
    const right: f64 = totalHessian - hessians;
    if (hessians < minHessian || right < minHessian) continue;
    const leftBelow: f64 = hessians + l2;
    const rightBelow: f64 = right + l2;
    const rest: f64 = total - gradients;
    const above: f64 = gradients * gradients * rightBelow + rest * rest * leftBelow;
    const below: f64 = leftBelow * rightBelow;
    if (above * den > num * below) {
      num = above;
      den = below;
      numerator = above;
      denominator = below;
      leftGradients = gradients;
      leftHessians = hessians;
      leftRows = rows;
      lastBin = <i32>(cell - cells) >> 4;
      missingGoesLeft = missingLeft;
    }
  }
}

function hasMissing(cells: usize): bool {
  return load<i32>(cells + 255 * 16 + 8) > 0;
}

export function findSplits(histogram: usize, columns: i32, bins: usize, node: usize, to: usize): void {
  const unit: f64 = (load<f64>(node) * load<f64>(node)) / load<f64>(node + 8);
  for (let column: i32 = 0; column < columns; column++) {
    const cells: usize = histogram + ((<usize>column) << 12);
    const record: usize = to + ((<usize>column) << 5);
    const own: i32 = load<i32>(bins + ((<usize>column) << 2));
    if (column + 1 < columns && own > 0 && !hasMissing(cells)) {
      const next: i32 = load<i32>(bins + ((<usize>column) << 2), 4);
      if (next > 0 && !hasMissing(cells + 4096)) {
        scanPair(cells, max<i32>(own, next), node, record, unit);
        column++;
        continue;
      }
    }
    numerator = 0;
    denominator = 1;
    leftGradients = 0;
    leftHessians = 0;
    leftRows = 0;
    lastBin = 0;
    missingGoesLeft = 0;
    if (own > 0) {
      scan(cells, own, node, 0);
      if (hasMissing(cells)) scan(cells, own, node, 1);
    }
    keep(record, (numerator / denominator) * unit, leftGradients, leftHessians);
    keepPlace(record, leftRows, lastBin, missingGoesLeft);
  }
}
