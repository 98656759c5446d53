import type { PlainViews } from './plain-views.ts';
import {
  type StudyKernels,
  studyColumnWords,
  studyRecordBytes,
  studyRecordWords,
  studyWords,
  totalsBytes,
} from './study.ts';

type Word = keyof typeof studyWords;

/** One column of a study, with the first word of what it fills. */
interface StudyColumn {
  readonly about: number;
  readonly bins: number;
  readonly size: number;
  readonly cells: number;
  readonly counts: number;
  readonly marks: number;
  readonly list: number;
  readonly record: number;
}

interface Study {
  readonly word: (name: Word) => number;
  readonly columns: readonly StudyColumn[];
}

const studyAt = ({ i32 }: PlainViews, address: number): Study => {
  const word = (name: Word): number => i32[address / 4 + studyWords[name]] as number;
  const columns = Array.from({ length: word('columns') }, (_, column) => {
    const about = address / 4 + studyWords.column + column * studyColumnWords;
    return {
      about,
      bins: i32[about] as number,
      size: 2 ** (i32[about + 1] as number),
      cells: (word('cells') + column * word('cellsStride')) / 8,
      counts: (word('counts') + column * word('countsStride')) / 4,
      marks: word('marks') + column * word('marksStride'),
      list: (word('lists') + column * word('listsStride')) / 2,
      record: word('records') + column * studyRecordBytes,
    };
  });
  return { word, columns };
};

const begin = ({ u16, i32, f64 }: PlainViews, { word, columns }: Study): void => {
  const width = word('cellBytes') / 8;
  for (const { about, list, counts, cells } of columns) {
    for (let at = 0; at < (i32[about + 3] as number); at++) {
      const bin = u16[list + at] as number;
      i32[counts + bin] = 0;
      f64.fill(0, cells + bin * width, cells + (bin + 1) * width);
    }
    i32[about + 3] = 0;
  }
  const totals = word('totals') / 8;
  f64.fill(0, totals, totals + 4 + word('classes'));
  f64[totals + 2] = Number.POSITIVE_INFINITY;
  f64[totals + 3] = Number.NEGATIVE_INFINITY;
};

const addTo = (f64: Float64Array, at: number, value: number): void => {
  f64[at] = (f64[at] as number) + value;
};

interface RowValue {
  readonly y: number;
  readonly weight: number;
}

const addTotals = ({ f64 }: PlainViews, { word }: Study, { y, weight }: RowValue): void => {
  const totals = word('totals') / 8;
  const many = word('classes') > 2;
  addTo(f64, totals, many ? y : y * weight);
  addTo(f64, totals + 1, weight);
  f64[totals + 2] = Math.min(f64[totals + 2] as number, y);
  f64[totals + 3] = Math.max(f64[totals + 3] as number, y);
  if (many) addTo(f64, totals + totalsBytes / 8 + y, weight);
};

const addRow = (views: PlainViews, study: Study, row: number, { y, weight }: RowValue): void => {
  const { u8, u16, i32, f64 } = views;
  const { word, columns } = study;
  for (const { bins, size, cells, counts, marks } of columns) {
    const at = bins + row * size;
    const bin = (word('wide') === 1 ? u16[at / 2] : u8[at]) as number;
    if (word('classes') > 2) addTo(f64, cells + (bin * word('cellBytes')) / 8 + y, weight);
    else {
      addTo(f64, cells + 2 * bin, y * weight);
      addTo(f64, cells + 2 * bin + 1, weight);
    }
    i32[counts + bin] = (i32[counts + bin] as number) + 1;
    if (word('few') === 1) u8[marks + (bin >> 3)] = (u8[marks + (bin >> 3)] as number) | (1 << (bin & 7));
  }
};

const listBins = ({ u8, u16, i32 }: PlainViews, { word }: Study, { counts, marks, list }: StudyColumn): number => {
  let listed = 0;
  for (let bin = 0; bin <= word('missing'); bin++) {
    if ((i32[counts + bin] as number) !== 0) u16[list + listed++] = bin;
    // The edition in WASM writes each bin and keeps those that count; what stands beyond the list means nothing.
    if (word('few') === 1) u8[marks + (bin >> 3)] = 0;
  }
  return listed;
};

interface Scan {
  readonly column: StudyColumn;
  readonly length: number;
  readonly rows: number;
  readonly missingLeft: boolean;
}

interface Best {
  score: number;
  rows: number;
  taken: number;
  missingLeft: number;
}

const likeness = (sum: number, weight: number, binary: boolean): number => {
  if (!binary) return (sum * sum) / weight;
  const other = weight - sum;
  return (other * other + sum * sum) / weight;
};

const keep = (best: Best, score: number, rows: number, { at, missingLeft }: { at: number; missingLeft: boolean }) => {
  if (!(score > best.score)) return;
  best.score = score;
  best.rows = rows;
  best.taken = at + 1;
  best.missingLeft = missingLeft ? 1 : 0;
};

const scanPairs = (
  { u16, i32, f64 }: PlainViews,
  { word }: Study,
  { column, length, rows, missingLeft }: Scan,
  best: Best,
): void => {
  const { cells, counts, list } = column;
  const binary = word('classes') === 2;
  const minLeaf = word('minLeaf');
  const missing = word('missing');
  const total = f64[word('totals') / 8] as number;
  const totalWeight = f64[word('totals') / 8 + 1] as number;
  let sum = missingLeft ? (f64[cells + 2 * missing] as number) : 0;
  let weight = missingLeft ? (f64[cells + 2 * missing + 1] as number) : 0;
  let own = missingLeft ? (i32[counts + missing] as number) : 0;
  for (let at = 0; at < length; at++) {
    const bin = u16[list + at] as number;
    sum += f64[cells + 2 * bin] as number;
    weight += f64[cells + 2 * bin + 1] as number;
    own += i32[counts + bin] as number;
    if (rows - own < minLeaf) break;
    if (own < minLeaf) continue;
    const score = likeness(sum, weight, binary) + likeness(total - sum, totalWeight - weight, binary);
    keep(best, score, own, { at, missingLeft });
  }
};

const scanClasses = (
  { u16, i32, f64 }: PlainViews,
  { word }: Study,
  { column, length, rows, missingLeft }: Scan,
  best: Best,
): void => {
  const { cells, counts, list } = column;
  const classes = word('classes');
  const minLeaf = word('minLeaf');
  const totals = word('totals') / 8;
  const cellOf = (bin: number): number => cells + bin * classes;
  const left = word('left') / 8;
  let weight = 0;
  let own = missingLeft ? (i32[counts + word('missing')] as number) : 0;
  for (let code = 0; code < classes; code++) {
    f64[left + code] = missingLeft ? (f64[cellOf(word('missing')) + code] as number) : 0;
    weight += f64[left + code] as number;
  }
  for (let at = 0; at < length; at++) {
    const bin = u16[list + at] as number;
    own += i32[counts + bin] as number;
    let [squares, others] = [0, 0];
    for (let code = 0; code < classes; code++) {
      const more = f64[cellOf(bin) + code] as number;
      const sum = (f64[left + code] as number) + more;
      const rest = (f64[totals + totalsBytes / 8 + code] as number) - sum;
      f64[left + code] = sum;
      weight += more;
      squares += sum * sum;
      others += rest * rest;
    }
    if (rows - own < minLeaf) break;
    if (own < minLeaf) continue;
    keep(best, squares / weight + others / ((f64[totals + 1] as number) - weight), own, { at, missingLeft });
  }
};

const endColumn = (views: PlainViews, study: Study, column: StudyColumn, rows: number): void => {
  const { u16, i32, f64 } = views;
  const missing = study.word('missing');
  const listed = listBins(views, study, column);
  i32[column.about + 3] = listed;
  const gaps = listed > 0 && u16[column.list + listed - 1] === missing;
  const length = gaps ? listed - 1 : listed;
  const best: Best = { score: Number.NEGATIVE_INFINITY, rows: 0, taken: 0, missingLeft: 0 };
  const scan = study.word('classes') > 2 ? scanClasses : scanPairs;
  if (i32[column.about + 2] === 1)
    for (const missingLeft of gaps ? [false, true] : [false])
      scan(views, study, { column, length, rows, missingLeft }, best);
  const { record, list } = column;
  f64[record / 8] = best.score;
  i32[record / 4 + studyRecordWords.rows] = best.rows;
  i32[record / 4 + studyRecordWords.lastLeft] = best.taken === 0 ? 0 : (u16[list + best.taken - 1] as number);
  i32[record / 4 + studyRecordWords.firstRight] = best.taken < length ? (u16[list + best.taken] as number) : missing;
  i32[record / 4 + studyRecordWords.missingLeft] = best.missingLeft;
};

export const plainStudies = (views: PlainViews): StudyKernels => ({
  beginStudy: (address) => begin(views, studyAt(views, address)),
  addStudyRows: (address, rows, count, values) => {
    const study = studyAt(views, address);
    for (let at = 0; at < count; at++) {
      const row = views.i32[rows / 4 + at] as number;
      const [list, from] = study.word('valueShift') === 1 ? [views.u8, values] : [views.f64, values / 8];
      const value = { y: list[from + 2 * row] as number, weight: list[from + 2 * row + 1] as number };
      addTotals(views, study, value);
      addRow(views, study, row, value);
    }
  },
  endStudy: (address, rows) => {
    const study = studyAt(views, address);
    for (const column of study.columns) endColumn(views, study, column, rows);
  },
  gatherRows: (rows, count, from, shift, to) => {
    for (let at = 0; at < count; at++) {
      const source = from + (views.i32[rows / 4 + at] as number) * 2 ** shift;
      views.u8.copyWithin(to + at * 2 ** shift, source, source + 2 ** shift);
    }
  },
  partitionWide: (rows, count, bins, shift, table, left, right) => {
    const { u8, u16, i32 } = views;
    let lefts = 0;
    for (let at = 0; at < count; at++) {
      const row = i32[rows / 4 + at] as number;
      if (u8[table + (u16[(bins + row * 2 ** shift) / 2] as number)] === 1) i32[left / 4 + lefts++] = row;
      else i32[right / 4 + (at - lefts)] = row;
    }
    return lefts;
  },
});
