import type { ColumnType } from '../../../contract/column.ts';
import type { Reading } from './readings.ts';

export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  /** How to read it; undefined for text, which stays as it is. */
  readonly reading: Reading | undefined;
  readonly present: number;
  /** Different texts, where it is text. */
  readonly distinct?: number;
  /** A reading that nearly fits, and how many texts it does not fit. */
  readonly near?: { readonly reading: Reading; readonly failures: number };
  /** Another reading fits all texts too, with other values. */
  readonly also: readonly Reading[];
}

export interface Profile {
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
}

/** A column and the readings that are to be tried on its texts. */
export interface Question {
  readonly name: string;
  readonly readings: readonly Reading[];
}

const enoughToSay = 10;
const nearShare = 0.9;

/** Whether so many texts of a column fit a reading that the others look like mistakes. */
export const isNear = (fitting: number, present: number): boolean =>
  present >= enoughToSay && fitting >= nearShare * present;

export interface Counts {
  readonly present: number;
  readonly fitting: readonly { readonly reading: Reading; readonly count: number }[];
}

/** The type of a column, from how many of its texts fit each reading. */
export const decideType = (name: string, { present, fitting }: Counts): ColumnProfile => {
  if (present === 0) return { name, type: 'number', reading: undefined, present, also: [] };
  const whole = fitting.filter(({ count }) => count === present).map(({ reading }) => reading);
  const [best, ...also] = whole;
  if (best) return { name, type: best.type, reading: best, present, also };
  const closest = fitting.reduce<Counts['fitting'][number] | undefined>(
    (a, b) => (a && a.count >= b.count ? a : b),
    undefined,
  );
  const text = { name, type: 'text' as const, reading: undefined, present, also: [] };
  const nearly = closest && isNear(closest.count, present);
  return nearly ? { ...text, near: { reading: closest.reading, failures: present - closest.count } } : text;
};
