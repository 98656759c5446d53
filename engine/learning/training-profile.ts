import { sortNumbers } from '../../algorithms/sort/sort-numbers.ts';
import { describeSorted, quantileOf } from '../../algorithms/statistics/describe.ts';
import type { Column } from '../../contract/column.ts';
import type { SqlRow } from '../../contract/context.ts';
import { sqlName } from '../../contract/sql.ts';
import type { ColumnProfile, Table, TrainingProfile } from '../../contract/values.ts';
import { columnBlocks } from '../tables/column-blocks.ts';
import { countMissing } from '../tables/count-missing.ts';
import { countRows } from '../tables/parquet.ts';
import { breathe } from './breathe.ts';
import type { LearningServices, LearningStep } from './services.ts';

/** Quantiles of so many rows are good to a hundredth, and cost next to nothing. */
const mostRows = 20_000;
const mostLevels = 1000;
const steps = 100;

const isMeasured = ({ type }: Column): boolean => type === 'number' || type === 'integer' || type === 'datetime';

const measure = ({ name, type }: Column): string => {
  const value = type === 'datetime' ? `epoch(${sqlName(name)})` : `${sqlName(name)}::DOUBLE`;
  return `CASE WHEN isfinite(${value}) THEN ${value} END`;
};

/** The rows that the model learned from, as the source gave them; a share of them where they are many. */
const sampleSql = (raw: Table, table: Table): string => {
  const trained = table.split.parts ? ` AND __part = 'train'` : '';
  const every = Math.max(1, Math.ceil(raw.rows / mostRows));
  const drawn = `hash(__row) % ${every} = 0`;
  return `SELECT * FROM ${raw.relation} WHERE ${drawn} AND __row IN (SELECT __row FROM ${table.relation} WHERE ${drawn}${trained})`;
};

const finiteOf = (values: Float64Array): Float64Array => {
  const finite = new Float64Array(values.length);
  let count = 0;
  for (const value of values) if (Number.isFinite(value)) finite[count++] = value;
  return finite.subarray(0, count);
};

/** Numbers of a column, what is not finite left out. */
const describe = (values: Float64Array): ColumnProfile['numbers'] => {
  const sorted = finiteOf(values);
  sortNumbers(sorted);
  const described = describeSorted(sorted);
  if (!described) return undefined;
  const { mean, count, deviation } = described;
  return {
    mean,
    deviation: (deviation ?? 0) * Math.sqrt((count - 1) / count),
    quantiles: Array.from({ length: steps + 1 }, (_, step) => quantileOf(sorted, step / steps)),
  };
};

/** What is known of the columns of numbers, by name; fetched together, as one at a time takes longer than all else here. */
const numbersOf = async (
  { connection, context }: LearningStep,
  sample: string,
  { rows, columns }: { readonly rows: number; readonly columns: readonly Column[] },
): Promise<ReadonlyMap<string, ColumnProfile['numbers']>> => {
  const found = new Map<string, ColumnProfile['numbers']>();
  for (const block of columnBlocks(columns.filter(isMeasured))) {
    if (block.length === 0) continue;
    const values = block.map(() => new Float64Array(rows));
    const cells = block.map((column) => `coalesce(${measure(column)}, 'nan'::DOUBLE)`);
    let at = 0;
    for await (const chunk of connection.stream(`SELECT ${cells.join(', ')} FROM ${sample}`)) {
      for (const [index, into] of values.entries()) {
        const items = chunk.items(index) as ArrayLike<number>;
        for (let row = 0; row < chunk.rows; row++) into[at + row] = items[row] as number;
      }
      at += chunk.rows;
    }
    for (const [index, { name }] of block.entries()) {
      found.set(name, describe(values[index] as Float64Array));
      // A column takes some milliseconds, and there may be hundreds: a cancel is heard in between.
      await breathe(context.signal);
    }
  }
  return found;
};

const levelsOf = async (step: LearningStep, sample: string, { name }: Column) => {
  const rows = await step.context.tables.rows(
    `SELECT CAST(${sqlName(name)} AS VARCHAR) AS level, count(*) AS n FROM ${sample} WHERE ${sqlName(name)} IS NOT NULL
     GROUP BY 1 ORDER BY n DESC, level`,
  );
  const counted = rows.map((row: SqlRow) => [String(row['level']), Number(row['n'])] as const);
  const others = counted.slice(mostLevels).reduce((sum, [, count]) => sum + count, 0);
  return { levels: counted.slice(0, mostLevels), others };
};

/** What the raw columns looked like in the training rows, for later: new rows are held against it. */
export const trainingProfile = async (
  { database }: LearningServices,
  step: LearningStep,
  { raw, table, columns }: { readonly raw: Table; readonly table: Table; readonly columns: readonly Column[] },
): Promise<TrainingProfile> => {
  const sample = database.freshName('sample');
  step.dropLater(sample);
  await step.connection.run(`CREATE TABLE ${sample} AS ${sampleSql(raw, table)}`);
  const rows = await countRows(step.connection, sample);
  const missing = await countMissing(
    step.connection,
    { ...raw, relation: sample },
    columns.map(({ name }) => name),
  );
  const numbers = await numbersOf(step, sample, { rows, columns });
  const profiles: ColumnProfile[] = [];
  for (const [index, column] of columns.entries()) {
    const { name, type } = column;
    const known = numbers.get(name);
    profiles.push({
      ...{ name, type, missing: missing[index] ?? 0 },
      ...(known ? { numbers: known } : {}),
      ...(isMeasured(column) ? {} : await levelsOf(step, sample, column)),
    });
  }
  return { rows, columns: profiles };
};
