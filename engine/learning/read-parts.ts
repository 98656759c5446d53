import { fail } from '../../contract/problem.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';
import { type NumbersInFile, numbersInFile } from '../tables/numbers-in-file.ts';
import { dealNumbers } from './deal-numbers.ts';
import { type Dealing, dealRows, noPart } from './deal-rows.ts';
import { cellSql, type Encoded } from './encoding.ts';
import type { LearningPlan } from './learning-plan.ts';
import { doublesSql, emptyRows, type ReadOptions, type ReadRows, readFrom, readRows } from './read-rows.ts';

export interface PartsWanted {
  readonly table: Table;
  /** SQL conditions, of which no row fulfils two. */
  readonly wheres: readonly string[];
}

interface PartsInFile extends PartsWanted {
  readonly inFile: NumbersInFile;
}

/** With fewer rows it takes no time either way. */
const manyRows = 10_000;

/**
 * Some parts of a table, each as `readRows` gives it. Where the table lies in a file that tells its numbers as they are, they
 * are read from there, once for all parts: DuckDB hands them over in thousands of pieces, and goes through all rows a part.
 */
export const readParts = async (
  connection: Connection,
  plan: LearningPlan,
  wanted: PartsWanted,
  options: ReadOptions,
): Promise<readonly ReadRows[]> => {
  const { table, wheres } = wanted;
  const numbers = plan.features.filter(({ column }) => column.kind === 'number');
  const names = numbers.map(({ source }) => source.name);
  const inFile = table.rows >= manyRows ? numbersInFile(table, names) : undefined;
  const read = inFile?.isNumbered && (await fromFile(connection, plan, { ...wanted, inFile }, options));
  if (read) return read;
  const parts: ReadRows[] = [];
  for (const where of wheres)
    parts.push(await readRows(connection, plan, { relation: table.relation, where }, options));
  return parts;
};

/** Undefined where it can't be done. */
const fromFile = async (
  connection: Connection,
  plan: LearningPlan,
  { table, wheres, inFile }: PartsInFile,
  options: ReadOptions,
): Promise<readonly ReadRows[] | undefined> => {
  const { features } = plan;
  const doubles = doublesSql(plan, options);
  const others = features.flatMap(({ source }, index) => (inFile.columns.has(source.name) ? [] : [index]));
  const cells = others.map((index) => cellSql(features[index] as Encoded));
  const part = `CASE ${wheres.map((where, index) => `WHEN ${where} THEN ${index}`).join(' ')} ELSE ${noPart} END::UTINYINT`;
  const counts = await countEach(connection, { table, wheres });
  const dealing: Dealing = {
    partOf: new Uint8Array(inFile.rows).fill(noPart),
    parts: counts.map((rows) => emptyRows(rows, doubles.length, features.length)),
    check: () => {
      if (options.signal.aborted) throw fail('request.cancelled');
    },
  };
  const sql = `SELECT ${[part, ...doubles, ...cells].join(', ')} FROM ${table.relation}`;
  if (!(await dealRows(connection.stream(sql), others, dealing))) return undefined;
  const numbers = features.flatMap(({ source }, index) => {
    const name = inFile.columns.get(source.name);
    return name === undefined ? [] : [{ index, name, isWhole: source.type === 'integer' }];
  });
  if (!(await dealNumbers(inFile.path, numbers, dealing))) return undefined;
  return dealing.parts.map((rows) => readFrom(plan, rows));
};

const countEach = async (connection: Connection, { table, wheres }: PartsWanted): Promise<readonly number[]> => {
  const counts = wheres.map((where, index) => `count(*) FILTER (WHERE ${where}) AS c${index}`);
  const [row] = await connection.rows(`SELECT ${counts.join(', ')} FROM ${table.relation}`);
  return wheres.map((_, index) => Number(row?.[`c${index}`] ?? 0));
};
