import type { Reporting } from '../../contract/context.ts';
import { sqlName } from '../../contract/sql.ts';
import type { Connection } from '../database/database.ts';
import { codeSql, type Encoded, finiteSql } from './encoding.ts';
import { findings } from './findings.ts';
import type { LearningPlan, Selection } from './learning-plan.ts';

export interface ReadPart {
  readonly selection: Selection;
  readonly unusable: readonly number[];
}

/** Reports values of features that could not be used, from what was counted when the rows were read. */
export const reportFeatures = async (
  connection: Connection,
  plan: LearningPlan,
  read: readonly ReadPart[],
  reporting: Reporting,
): Promise<void> => {
  for (const [index, encoded] of plan.features.entries()) {
    const parts = read.filter(({ unusable }) => (unusable[index] ?? 0) > 0);
    const rows = parts.reduce((sum, { unusable }) => sum + (unusable[index] ?? 0), 0);
    const [first] = parts;
    if (!first) continue;
    const { name } = encoded.source;
    if (encoded.column.kind === 'number') reporting.finding(findings.notFinite(name, rows));
    else reporting.finding(findings.unseenLevels(name, rows, await examplesOf(connection, first.selection, encoded)));
  }
};

/** Counts rows of one part that have no target, a class that training lacks, or a weight that is none. */
export const reportTargets = async (
  connection: Connection,
  plan: LearningPlan,
  selection: Selection & { readonly part: string },
  reporting: Reporting,
): Promise<void> => {
  const { target, classes, weight } = plan;
  const name = sqlName(target.column.name);
  const absent = target.task === 'classification' ? `${name} IS NULL` : `(${finiteSql(name)}) IS NULL`;
  const unknown =
    target.task === 'classification'
      ? `${name} IS NOT NULL AND ${codeSql(`${name}::VARCHAR`, classes)} IS NULL`
      : 'false';
  const weightless = weight
    ? `${sqlName(weight.name)} IS NULL OR NOT isfinite(${sqlName(weight.name)}::DOUBLE) OR ${sqlName(weight.name)} < 0`
    : 'false';
  const [missing = 0, strange = 0, bad = 0] = await countWhere(connection, selection, [absent, unknown, weightless]);
  if (missing > 0) reporting.finding(findings.withoutTarget(target.column.name, selection.part, missing));
  if (strange > 0) reporting.finding(findings.unknownClass(target.column.name, selection.part, strange));
  if (bad > 0 && weight) reporting.finding(findings.badWeights(weight.name, bad));
};

const countWhere = async (
  connection: Connection,
  { relation, where }: Selection,
  conditions: readonly string[],
): Promise<readonly number[]> => {
  if (conditions.length === 0) return [];
  const counts = conditions.map((condition, index) => `count(*) FILTER (WHERE ${condition}) AS c${index}`);
  const [row] = await connection.rows(`SELECT ${counts.join(', ')} FROM ${relation} WHERE ${where}`);
  return conditions.map((_, index) => Number(row?.[`c${index}`] ?? 0));
};

const examplesOf = async (
  connection: Connection,
  { relation, where }: Selection,
  { source, column }: Encoded,
): Promise<readonly string[]> => {
  const name = sqlName(source.name);
  const unseen = `${name} IS NOT NULL AND ${codeSql(`${name}::VARCHAR`, column.levels)} IS NULL`;
  const rows = await connection.rows(
    `SELECT DISTINCT ${name} AS level FROM ${relation} WHERE (${where}) AND ${unseen} ORDER BY level LIMIT 3`,
  );
  return rows.map(({ level }) => String(level));
};
