import type { ColumnType } from '../../../contract/column.ts';
import type { Tables } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import { textType } from '../text-type.ts';
import type { Reading } from './readings.ts';
import { cellSql } from './scan.ts';

export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  /** How to read it; undefined for text, which stays as it is. */
  readonly reading: Reading | undefined;
  readonly present: number;
  /** A reading that nearly fits, and how many texts it does not fit. */
  readonly near?: { readonly reading: Reading; readonly failures: number };
  /** Another reading fits all texts too, with other values. */
  readonly also: readonly Reading[];
}

export interface Profile {
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
}

interface Question {
  readonly name: string;
  readonly readings: readonly Reading[];
}

const enoughToSay = 10;
const nearShare = 0.9;

/** Looks at every row of `relation` (a FROM item of text columns) and decides the type of each column. */
export const profileColumns = async (
  tables: Tables,
  relation: string,
  {
    questions,
    missing,
    exact,
  }: { readonly questions: readonly Question[]; readonly missing: readonly string[]; readonly exact: boolean },
): Promise<Profile> => {
  const cells = questions.map(({ name }, index) => `${cellSql(name, missing)} AS c${index}`);
  const counts = questions.flatMap(({ readings }, index) => [
    `count(c${index}) AS p${index}`,
    `${exact ? `count(DISTINCT c${index})` : `approx_count_distinct(c${index})`} AS d${index}`,
    ...readings.map((reading, r) => `count(*) FILTER (${reading.fits(`c${index}`)}) AS r${index}_${r}`),
  ]);
  const [row = {}] = await tables.rows(
    `SELECT count(*) AS n, ${counts.join(', ')} FROM (SELECT ${cells.join(', ')} FROM ${relation})`,
  );
  const count = (key: string): number => Number(row[key] ?? 0);
  return {
    rows: count('n'),
    columns: questions.map(({ name, readings }, index) =>
      decide(name, {
        present: count(`p${index}`),
        distinct: count(`d${index}`),
        fitting: readings.map((reading, r) => ({ reading, count: count(`r${index}_${r}`) })),
      }),
    ),
  };
};

interface Counts {
  readonly present: number;
  readonly distinct: number;
  readonly fitting: readonly { readonly reading: Reading; readonly count: number }[];
}

const decide = (name: string, { present, distinct, fitting }: Counts): ColumnProfile => {
  if (present === 0) return { name, type: 'number', reading: undefined, present, also: [] };
  const whole = fitting.filter(({ count }) => count === present).map(({ reading }) => reading);
  const [best, ...also] = whole;
  if (best) return { name, type: best.type, reading: best, present, also };
  const closest = fitting.reduce<Counts['fitting'][number] | undefined>(
    (a, b) => (a && a.count >= b.count ? a : b),
    undefined,
  );
  const text = { name, type: textType(distinct, present), reading: undefined, present, also: [] };
  const nearly = closest && present >= enoughToSay && closest.count >= nearShare * present;
  return nearly ? { ...text, near: { reading: closest.reading, failures: present - closest.count } } : text;
};

/** A column as a value of its type, from its text. */
export const valueSql = ({ name, type, reading }: ColumnProfile, missing: readonly string[]): string => {
  if (reading) return `${reading.value(`(${cellSql(name, missing)})`)} AS ${sqlName(name)}`;
  if (type === 'number') return `CAST(NULL AS DOUBLE) AS ${sqlName(name)}`;
  return `CASE WHEN ${cellSql(name, missing)} IS NULL THEN NULL ELSE ${sqlName(name)} END AS ${sqlName(name)}`;
};
