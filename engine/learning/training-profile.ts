import type { Column } from '../../contract/column.ts';
import type { SqlRow } from '../../contract/context.ts';
import { sqlName } from '../../contract/sql.ts';
import type { ColumnProfile, Table, TrainingProfile } from '../../contract/values.ts';
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
  const trained = table.split.parts ? `WHERE __part = 'train'` : '';
  const every = Math.max(1, Math.ceil(raw.rows / mostRows));
  return `SELECT * FROM ${raw.relation} WHERE hash(__row) % ${every} = 0 AND __row IN (SELECT __row FROM ${table.relation} ${trained})`;
};

/**
 * Hundredths of the values, with places between two of them in proportion. One sort for all: quantile_cont looks for each of
 * them by itself, which takes four times as long.
 */
const quantilesSql = (values: string): string => {
  const place = `last * k / ${steps}`;
  const [below, above] = [`sorted[1 + CAST(floor(${place}) AS BIGINT)]`, `sorted[1 + CAST(ceil(${place}) AS BIGINT)]`];
  const at = `${below} + (${above} - ${below}) * (${place} - floor(${place}))`;
  return `SELECT unnest(list_transform(range(${steps + 1}), lambda k: ${at})) AS q
    FROM (SELECT list_sort(list(v)) AS sorted, count(*) - 1 AS last FROM (${values}) WHERE v IS NOT NULL) WHERE last >= 0`;
};

const numbersOf = async (step: LearningStep, sample: string, column: Column): Promise<ColumnProfile['numbers']> => {
  const value = measure(column);
  const rows = await step.context.tables.rows(quantilesSql(`SELECT ${value} AS v FROM ${sample}`));
  const [moments] = await step.context.tables.rows(
    `SELECT avg(v) AS mean, stddev_pop(v) AS deviation FROM (SELECT ${value} AS v FROM ${sample} ORDER BY __row)`,
  );
  const quantiles = rows.map((row) => Number(row['q']));
  if (quantiles.length === 0) return undefined;
  return { mean: Number(moments?.['mean']), deviation: Number(moments?.['deviation']), quantiles };
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
  const [all] = await step.context.tables.rows(`SELECT count(*) AS rows FROM ${sample}`);
  const profiles: ColumnProfile[] = [];
  for (const column of columns) {
    const [counted] = await step.context.tables.rows(
      `SELECT count(*) - count(${sqlName(column.name)}) AS missing FROM ${sample}`,
    );
    const { name, type } = column;
    const numbers = isMeasured(column) ? await numbersOf(step, sample, column) : undefined;
    profiles.push({
      ...{ name, type, missing: Number(counted?.['missing'] ?? 0) },
      ...(numbers ? { numbers } : {}),
      ...(isMeasured(column) ? {} : await levelsOf(step, sample, column)),
    });
  }
  return { rows: Number(all?.['rows'] ?? 0), columns: profiles };
};
