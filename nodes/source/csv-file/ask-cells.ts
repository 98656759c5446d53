import type { Tables } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import { type Cells, cellSql } from './scan.ts';

/** What is to be counted over the texts of one column. */
export interface CellQuestion {
  readonly name: string;
  /** Questions of one kind have the same counts. */
  readonly kind: string;
  /** SQL aggregates over a cell, which is an SQL expression. */
  counts(cell: string): readonly string[];
}

export interface CellAnswers {
  readonly rows: number;
  /** By column, in the order of the counts. */
  readonly counts: ReadonlyMap<string, readonly number[]>;
}

interface Asked {
  readonly relation: string;
  readonly cells: Cells;
  readonly questions: readonly CellQuestion[];
  /** Columns beside each other in one query: more need more memory, fewer more passes over the file. */
  readonly beside: number;
}

/**
 * Each pattern costs DuckDB a millisecond a column beside the others, whatever the rows. From here on, columns are laid below
 * each other, so that a pattern is there once: 10,000 columns of 200 rows in 3 CPU seconds instead of minutes.
 */
const manyColumns = 200;
/** A chunk of 2,048 rows is 33 MB for each thousand columns. */
const below = 2500;

/** Counts over the cells of many columns of `relation`, a FROM item. */
export const askCells = async (tables: Tables, asked: Asked): Promise<CellAnswers> => {
  const { questions, beside } = asked;
  const wide = questions.length > manyColumns;
  const groups = wide ? byKind(questions).flatMap((group) => batches(group, below)) : batches(questions, beside);
  let rows = 0;
  const counts = new Map<string, readonly number[]>();
  for (const group of groups) {
    const found = await (wide ? askBelow : askBeside)(tables, { ...asked, questions: group });
    rows = found.rows;
    for (const [name, numbers] of found.counts) counts.set(name, numbers);
  }
  return { rows, counts };
};

const askBeside = async (tables: Tables, { relation, cells, questions }: Asked): Promise<CellAnswers> => {
  const texts = questions.map(({ name }, index) => `${cellSql(name, cells)} AS c${index}`);
  const asked = questions.map((question, index) => question.counts(`c${index}`));
  const counts = asked.flatMap((list, index) => list.map((count, i) => `${count} AS a${index}_${i}`));
  const [row = {}] = await tables.rows(
    `SELECT count(*) AS n, ${counts.join(', ')} FROM (SELECT ${texts.join(', ')} FROM ${relation})`,
  );
  const answers = questions.map(
    ({ name }, index) => [name, (asked[index] ?? []).map((_, i) => Number(row[`a${index}_${i}`] ?? 0))] as const,
  );
  return { rows: Number(row['n'] ?? 0), counts: new Map(answers) };
};

/** The list is made in a query of its own: beside it, each of the columns would be carried along for each cell. */
const askBelow = async (tables: Tables, { relation, cells, questions }: Asked): Promise<CellAnswers> => {
  const names = questions.map(({ name }) => name);
  const asked = questions[0]?.counts('v') ?? [];
  const found = await tables.rows(
    `SELECT k, count(*) AS n, ${asked.map((count, i) => `${count} AS a${i}`).join(', ')}
     FROM (SELECT k, ${cellSql('raw', cells)} AS v
       FROM (SELECT unnest(range(${names.length})) AS k, unnest(list) AS raw
         FROM (SELECT [${names.map(sqlName).join(', ')}] AS list FROM ${relation})))
     GROUP BY k`,
  );
  const answers = found.map((row) => {
    const name = names[Number(row['k'])] ?? '';
    return [name, asked.map((_, i) => Number(row[`a${i}`] ?? 0))] as const;
  });
  // Without rows there is no group either.
  const none = names.map((name) => [name, asked.map(() => 0)] as const);
  return { rows: Number(found[0]?.['n'] ?? 0), counts: new Map([...none, ...answers]) };
};

const byKind = (questions: readonly CellQuestion[]): readonly (readonly CellQuestion[])[] => {
  const kinds = new Map<string, CellQuestion[]>();
  for (const question of questions) {
    const same = kinds.get(question.kind) ?? [];
    kinds.set(question.kind, same);
    same.push(question);
  }
  return [...kinds.values()];
};

const batches = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
