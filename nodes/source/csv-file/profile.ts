import type { ColumnType } from '../../../contract/column.ts';
import type { Tables } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import { textType } from '../text-type.ts';
import type { Reading } from './readings.ts';
import { type Cells, cellSql } from './scan.ts';

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

interface Asked {
  readonly questions: readonly Question[];
  readonly cells: Cells;
  readonly exact: boolean;
}

/** Columns asked about at once: more would need too much memory, fewer more passes over the file. */
const countedAtOnce = 200;
const distinctAtOnce = 50;

/** Looks at every row of `relation` (a FROM item of text columns) and decides the type of each column. */
export const profileColumns = async (tables: Tables, relation: string, asked: Asked): Promise<Profile> => {
  const first = await profileAll(tables, relation, { ...asked, questions: asked.questions.map(wholeFirst) });
  const open = new Set(first.columns.filter(({ reading, present }) => !reading && present > 0).map(({ name }) => name));
  const again = asked.questions.filter((question) => open.has(question.name) && wholeFirst(question) !== question);
  const second = await profileAll(tables, relation, { ...asked, questions: again });
  const columns = first.columns.map((column) => second.columns.find(({ name }) => name === column.name) ?? column);
  const texts = columns.filter(({ type }) => type === 'text').map(({ name }) => name);
  const types = new Map<string, ColumnType>();
  for (const names of batches(texts, distinctAtOnce))
    for (const [name, distinct] of await countDistinct(tables, relation, { ...asked, names }))
      types.set(name, textType(distinct, columns.find((column) => column.name === name)?.present ?? 0));
  return {
    rows: first.rows,
    columns: columns.map((column) => ({ ...column, type: types.get(column.name) ?? column.type })),
  };
};

/** Where whole numbers are likely, only they are asked about first: each pattern costs DuckDB a millisecond, which counts in wide tables. */
const wholeFirst = (question: Question): Question => {
  const whole = question.readings.find(({ id }) => id === 'integer');
  return whole && question.readings.length > 1 ? { ...question, readings: [whole] } : question;
};

const profileAll = async (tables: Tables, relation: string, asked: Asked): Promise<Profile> => {
  let rows = 0;
  const columns: ColumnProfile[] = [];
  for (const questions of batches(asked.questions, countedAtOnce)) {
    const counted = await countReadings(tables, relation, { ...asked, questions });
    rows = counted.rows;
    columns.push(...counted.columns);
  }
  return { rows, columns };
};

const batches = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

const countReadings = async (tables: Tables, relation: string, { questions, cells }: Asked): Promise<Profile> => {
  const texts = questions.map(({ name }, index) => `${cellSql(name, cells)} AS c${index}`);
  const counts = questions.flatMap(({ readings }, index) => [
    `count(c${index}) AS p${index}`,
    ...readings.map((reading, r) => `count(*) FILTER (${reading.fits(`c${index}`)}) AS r${index}_${r}`),
  ]);
  const [row = {}] = await tables.rows(
    `SELECT count(*) AS n, ${counts.join(', ')} FROM (SELECT ${texts.join(', ')} FROM ${relation})`,
  );
  const count = (key: string): number => Number(row[key] ?? 0);
  const columns = questions.map(({ name, readings }, index) =>
    decide(name, {
      present: count(`p${index}`),
      fitting: readings.map((reading, r) => ({ reading, count: count(`r${index}_${r}`) })),
    }),
  );
  return { rows: count('n'), columns };
};

const countDistinct = async (
  tables: Tables,
  relation: string,
  { names, cells, exact }: Omit<Asked, 'questions'> & { readonly names: readonly string[] },
): Promise<readonly (readonly [string, number])[]> => {
  const counts = names.map((name, index) => {
    const cell = cellSql(name, cells);
    return `${exact ? `count(DISTINCT ${cell})` : `approx_count_distinct(${cell})`} AS d${index}`;
  });
  const [row = {}] = await tables.rows(`SELECT ${counts.join(', ')} FROM ${relation}`);
  return names.map((name, index) => [name, Number(row[`d${index}`] ?? 0)]);
};

/** Whether so many texts of a column fit a reading that the others look like mistakes. */
export const isNear = (fitting: number, present: number): boolean =>
  present >= enoughToSay && fitting >= nearShare * present;

interface Counts {
  readonly present: number;
  readonly fitting: readonly { readonly reading: Reading; readonly count: number }[];
}

const decide = (name: string, { present, fitting }: Counts): ColumnProfile => {
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

/** A column as a value of its type, from its text. */
export const valueSql = ({ name, type, reading }: ColumnProfile, cells: Cells): string => {
  if (reading) return `${reading.value(`(${cellSql(name, cells)})`)} AS ${sqlName(name)}`;
  if (type === 'number') return `CAST(NULL AS DOUBLE) AS ${sqlName(name)}`;
  if (!cells.spaced) return sqlName(name);
  return `CASE WHEN ${cellSql(name, cells)} IS NULL THEN NULL ELSE ${sqlName(name)} END AS ${sqlName(name)}`;
};
