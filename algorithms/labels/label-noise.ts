import type { LabelledRows } from './labelled-rows.ts';
import { countLabels } from './thresholds.ts';

/** What a confident joint says about the labels as a whole; matrices are given × true, row-major. */
export interface LabelNoise {
  /** Estimated share of rows with each given and true class; sums to 1. */
  readonly joint: Float64Array;
  /** P(given | true): each column sums to 1. */
  readonly noise: Float64Array;
  /** P(true | given): each row sums to 1. */
  readonly inverse: Float64Array;
  /** Estimated share of rows that are truly of each class. */
  readonly prior: Float64Array;
}

const least = 1e-6;

const sumOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] as number;
  return sum;
};

const column = (matrix: Float64Array, classes: number, code: number): Float64Array =>
  Float64Array.from({ length: classes }, (_, row) => matrix[row * classes + code] as number);

const line = (matrix: Float64Array, classes: number, code: number): Float64Array =>
  matrix.subarray(code * classes, (code + 1) * classes);

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Northcutt et al. (2021), section 3; the prior by counts, as cleanlab's `cnt`. `confident` is a confident joint of `rows`. */
export const labelNoise = (confident: Float64Array, rows: Pick<LabelledRows, 'classes' | 'given'>): LabelNoise => {
  const { classes, given } = rows;
  const total = sumOf(confident);
  const joint = confident.map((count) => ratio(count, total));
  const noise = confident.map((count, at) => ratio(count, sumOf(column(confident, classes, at % classes))));
  const inverse = confident.map((count, at) => ratio(count, sumOf(line(confident, classes, Math.floor(at / classes)))));
  const counts = countLabels(rows);
  const raw = counts.map((count, code) => {
    const own = code * classes + code;
    return Math.max(least, ratio(inverse[own] as number, noise[own] as number) * ratio(count, given.length));
  });
  const all = sumOf(raw);
  return { joint, noise, inverse, prior: raw.map((value) => value / all) };
};

/** How far the labels of one class can be trusted. */
export interface ClassQuality {
  readonly code: number;
  /** Share of the rows given this class that are truly of another. */
  readonly labelNoise: number;
  /** Share of the rows truly of this class that were given another. */
  readonly inverseNoise: number;
}

export const classQuality = ({ joint }: Pick<LabelNoise, 'joint'>, classes: number): readonly ClassQuality[] =>
  Array.from({ length: classes }, (_, code) => {
    const own = joint[code * classes + code] as number;
    const share = (all: Float64Array): number => (sumOf(all) === 0 ? 0 : 1 - own / sumOf(all));
    return { code, labelNoise: share(line(joint, classes, code)), inverseNoise: share(column(joint, classes, code)) };
  });

/** Two classes and the share of all rows that were given one of them and are truly of the other. */
export interface Overlap {
  readonly classes: readonly [number, number];
  readonly share: number;
}

/** Pairs of classes that are taken for each other, most of all first; pairs that never are, are left out. */
export const classOverlaps = ({ joint }: Pick<LabelNoise, 'joint'>, classes: number): readonly Overlap[] => {
  const overlaps: Overlap[] = [];
  for (let one = 0; one < classes; one++)
    for (let other = one + 1; other < classes; other++) {
      const share = (joint[one * classes + other] as number) + (joint[other * classes + one] as number);
      if (share > 0) overlaps.push({ classes: [one, other], share });
    }
  return overlaps.sort((a, b) => b.share - a.share);
};

/** 1 where no label is in doubt, 0 where all are. */
export const healthScore = (issues: number, rows: number): number => (rows === 0 ? 1 : 1 - issues / rows);
