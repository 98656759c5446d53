import { fail } from '../../contract/problem.ts';
import { sqlName } from '../../contract/sql.ts';
import { taskOf } from '../../contract/task.ts';
import type { RecipeStep, Table } from '../../contract/values.ts';
import { lineageOf } from '../lineage.ts';
import { divideRows, type FoldOptions, ownFolds } from './divide-rows.ts';
import { quiet } from './quiet.ts';
import { refitRecipe } from './replay.ts';
import type { LearningServices, LearningStep } from './services.ts';

/**
 * One table a fold: its own training rows are the part `train`, the rows held out are the part `validation`, test and
 * validation rows are not in it. Everything since the split is learned anew from the fold's own training rows.
 */
export const foldTables = async (
  services: LearningServices,
  step: LearningStep,
  table: Table,
  options: FoldOptions,
): Promise<readonly Table[]> => {
  if (!table.split.parts) throw fail('train.no-split');
  const lineage = lineageOf(table);
  const base = lineage.split?.table ?? table;
  const since = (lineage.split ? lineage.recipe.slice(lineage.split.steps) : []).filter(isReplayed);
  const context = { ...step.context, ...quiet(step.context) };
  const { relation, folds } =
    base.split.folds > 0 ? ownFolds(base) : await divideRows(services, step, { base, table, options });
  const some = sampling(base, options);
  const tables: Table[] = [];
  for (const { held, training } of folds) {
    const part = `CASE WHEN ${held} THEN 'validation' ELSE 'train' END AS __part`;
    const sql = `SELECT b.* REPLACE (${part}) FROM ${relation} WHERE b.__part = 'train' AND (${held} OR ${training}) ${some(held)}`;
    const divided = await step.context.tables.derive(base, sql, base.columns);
    tables.push(await refitRecipe({ nodes: services.nodes, context, keep: keeper(services, step) }, since, divided));
  }
  return tables;
};

/** Keeps a share of the rows that are not held out: the first of each class in an order that the seed alone decides. */
const sampling = ({ columns }: Table, { share, seed }: FoldOptions): ((held: string) => string) => {
  if (share === undefined || share >= 1) return () => '';
  const target = columns.find(({ role }) => role === 'target');
  const stratum = target && taskOf(target) === 'classification' ? [`b.${sqlName(target.name)}`] : [];
  return (held) => {
    const among = `PARTITION BY ${[`(${held})`, ...stratum].join(', ')}`;
    return `QUALIFY (${held}) OR row_number() OVER (${among} ORDER BY hash(b.__row, ${Math.trunc(seed)}), b.__row)
      <= greatest(1, round(${share} * count(*) OVER (${among})))`;
  };
};

/** Stores one table after the other; the one before is not needed once the next is there. */
const keeper = ({ database }: LearningServices, { connection, dropLater }: LearningStep) => {
  let previous: string | undefined;
  return async (made: Table): Promise<Table> => {
    const relation = database.freshName('fold');
    dropLater(relation);
    await connection.run(`CREATE TABLE ${relation} AS SELECT * FROM ${made.relation}`);
    if (previous) await connection.run(`DROP TABLE ${previous}`);
    previous = relation;
    return { ...made, relation };
  };
};

/** The division itself is replaced by the folds. */
const isReplayed = ({ type }: RecipeStep): boolean => !type.startsWith('split.');
