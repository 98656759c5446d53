import type { Column } from '../../contract/column.ts';
import { fail } from '../../contract/problem.ts';
import { sqlName } from '../../contract/sql.ts';
import type { Connection } from '../database/database.ts';
import { type Encoded, orderLevels } from './encoding.ts';
import type { Target } from './roles.ts';

/** Some rows of a relation. */
export interface Selection {
  readonly relation: string;
  /** SQL condition. */
  readonly where: string;
}

/** How tables become matrices, learned from training rows. */
export interface LearningPlan {
  readonly target: Target;
  /** Class names in code order; empty for regression. */
  readonly classes: readonly string[];
  readonly weight: Column | undefined;
  readonly features: readonly Encoded[];
}

export interface PlanRequest {
  readonly training: Selection;
  readonly columns: readonly Column[];
  readonly target: Target;
  readonly features: readonly Column[];
}

/** Looks up the levels of categories and the classes of the target among the training rows. */
export const planLearning = async (connection: Connection, request: PlanRequest): Promise<LearningPlan> => {
  const { training, columns, target } = request;
  const features: Encoded[] = [];
  for (const source of request.features)
    features.push({
      source,
      column:
        source.type === 'category'
          ? { name: source.name, kind: 'category', levels: await levelsIn(connection, training, source) }
          : { name: source.name, kind: 'number', levels: [] },
    });
  const classes = target.task === 'classification' ? await levelsIn(connection, training, target.column) : [];
  if (target.task === 'classification') checkClasses(target.column.name, classes);
  return { target, classes, features, weight: columns.find(({ role }) => role === 'weight') };
};

const levelsIn = async (
  connection: Connection,
  { relation, where }: Selection,
  column: Column,
): Promise<readonly string[]> => {
  const name = sqlName(column.name);
  const rows = await connection.rows(
    `SELECT DISTINCT ${name}::VARCHAR AS level FROM ${relation} WHERE (${where}) AND ${name} IS NOT NULL`,
  );
  return orderLevels(
    rows.map(({ level }) => String(level)),
    column.levels,
  );
};

const checkClasses = (column: string, classes: readonly string[]): void => {
  const [only, ...others] = classes;
  if (only === undefined) throw fail('data.no-training-rows');
  if (others.length === 0) throw fail('data.one-class', { column, values: { class: only } });
};
