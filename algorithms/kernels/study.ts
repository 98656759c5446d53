/**
 * A study looks for the best split of one node by some columns. Int32 words of what it has to know; addresses are bytes.
 * Totals are float64: Σ weight·y, Σ weight, least and largest y, and from three classes on the weight of each. A cell has
 * the first two of them, or the weights of the classes.
 */
export const studyWords = {
  columns: 0,
  /** 0 for numbers. */
  classes: 1,
  /** Bin of missing values, the last one. */
  missing: 2,
  /** 1 where bins are uint16. */
  wide: 3,
  /** 1 where rows are so few that their bins are marked, 0 where all bins are looked through. */
  few: 4,
  totals: 5,
  cells: 6,
  cellsStride: 7,
  cellBytes: 8,
  counts: 9,
  countsStride: 10,
  marks: 11,
  marksStride: 12,
  minLeaf: 13,
  lists: 14,
  listsStride: 15,
  records: 16,
  /** Log₂ of the bytes of a row's y and weight: 4 for two float64, 1 for two uint8. */
  valueShift: 17,
  /** Room for a batch of rows' values. */
  pairs: 18,
  /** Room for one sum a class. */
  left: 19,
  /** From here on four words a column: address of its bins, shift, 1 to look for a split here, bins listed. */
  column: 20,
} as const;
export const studyColumnWords = 4;

/** A record: score as float64 (−∞ for no split), then int32: rows, last bin on the left, first on the right, missing left. */
export const studyRecordBytes = 32;
export const studyRecordWords = { rows: 2, lastLeft: 3, firstRight: 4, missingLeft: 5 } as const;

export const totalsBytes = 32;
export const pairsBytes = 512 * 16;

export interface StudyKernels {
  /** Empties the bins that the last study listed, and the totals. */
  beginStudy(study: number): void;
  /** Adds rows, whose y and weight stand at `values` + row × 2^`valueShift`. */
  addStudyRows(study: number, rows: number, count: number, values: number): void;
  /** Lists the bins that have rows, ascending, as uint16 and writes the best split of each column; `rows` is how many were added. */
  endStudy(study: number, rows: number): void;
  /** Brings rows of 1 << `shift` bytes, at most 64, side by side: row `rows[i]` behind `from` to place i behind `to`. */
  gatherRows(rows: number, count: number, from: number, shift: number, to: number): void;
  /** As `partition`, where bins are uint16 and the table has a byte for each. */
  partitionWide(
    rows: number,
    count: number,
    bins: number,
    shift: number,
    table: number,
    left: number,
    right: number,
  ): number;
}
