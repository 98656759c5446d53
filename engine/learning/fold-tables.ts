import type { SqlValue } from '../../contract/context.ts';
import { fail } from '../../contract/problem.ts';
import { sqlName } from '../../contract/sql.ts';
import type { RecipeStep, Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';
import { lineageOf } from '../lineage.ts';
import { drawFolds } from './draw-folds.ts';
import { findings } from './findings.ts';
import { quiet } from './quiet.ts';
import { refitRecipe } from './replay.ts';
import { targetOf } from './roles.ts';
import type { LearningServices, LearningStep } from './services.ts';

export interface FoldOptions {
  readonly k: number;
  readonly seed: number;
  /** Scores are made of the folds, so what makes those too good is said. The default. */
  readonly scored?: boolean;
}

/** The training rows of a split table, each with its fold; `fold` is an SQL expression on `relation`. */
interface Divided {
  readonly relation: string;
  readonly folds: readonly { readonly column: string; readonly fold: number }[];
}

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
    base.split.folds > 0 ? ownFolds(base) : await drawnFolds(services, step, { base, table, options });
  const tables: Table[] = [];
  for (const { column, fold } of folds) {
    const part = `CASE WHEN ${column} = ${fold} THEN 'validation' ELSE 'train' END AS __part`;
    const sql = `SELECT b.* REPLACE (${part}) FROM ${relation} WHERE b.__part = 'train' AND ${column} IS NOT NULL`;
    const divided = await step.context.tables.derive(base, sql, base.columns);
    tables.push(await refitRecipe({ nodes: services.nodes, context, keep: keeper(services, step) }, since, divided));
  }
  return tables;
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

const ownFolds = (base: Table): Divided => ({
  relation: `${base.relation} b`,
  folds: Array.from({ length: base.split.folds * base.split.repeats }, (_, index) => ({
    column: `b.__fold_${Math.floor(index / base.split.folds) + 1}`,
    fold: index % base.split.folds,
  })),
});

const drawnFolds = async (
  { database }: LearningServices,
  { connection, context, dropLater }: LearningStep,
  { base, table, options }: { readonly base: Table; readonly table: Table; readonly options: FoldOptions },
): Promise<Divided> => {
  const named = (role: 'target' | 'group') => base.columns.find((column) => column.role === role)?.name;
  const target = targetOf(table.columns);
  // The target may have got its name or its role behind the split; then there is nothing to deal by.
  const stratum = target.task === 'classification' ? named('target') : undefined;
  const group = named('group');
  const time = base.columns.find(({ role, type }) => role === 'time' || type === 'datetime');
  if (time && options.scored !== false) context.finding(findings.foldsIgnoreTime(time.name));
  const { ids, strata, groups } = await dealtRows(connection, base, { stratum, group });
  const { k, seed } = options;
  if (ids.length < k) throw fail('train.too-few-rows', { values: { count: ids.length, folds: k } });
  const by = { ...(stratum ? { strata } : {}), ...(group ? { groups } : {}) };
  const folds = drawFolds({ rows: ids.length, ...by }, k, seed);
  const dealt = database.freshName('folds');
  dropLater(dealt);
  await connection.append(dealt, [
    { name: 'id', type: 'DOUBLE', values: Float64Array.from(ids) },
    { name: 'fold', type: 'DOUBLE', values: folds },
  ]);
  return {
    relation: `${base.relation} b JOIN ${sqlName(dealt)} d ON d.id::BIGINT = b.__row`,
    folds: Array.from({ length: k }, (_, fold) => ({ column: 'd.fold', fold })),
  };
};

interface DealtRows {
  readonly ids: number[];
  readonly strata: (string | null)[];
  readonly groups: (string | null)[];
}

/** Training rows in the order of their ids. */
const dealtRows = async (
  connection: Connection,
  base: Table,
  { stratum, group }: { readonly stratum: string | undefined; readonly group: string | undefined },
): Promise<DealtRows> => {
  const text = (name: string | undefined): string => (name ? `${sqlName(name)}::VARCHAR` : 'NULL::VARCHAR');
  const sql = `SELECT __row::DOUBLE, ${text(stratum)}, ${text(group)} FROM ${base.relation} WHERE __part = 'train' ORDER BY __row`;
  const rows: DealtRows = { ids: [], strata: [], groups: [] };
  const texts = (values: readonly SqlValue[]): (string | null)[] =>
    values.map((value) => (value === null ? null : String(value)));
  for await (const chunk of connection.stream(sql)) {
    const ids = chunk.items(0);
    for (let row = 0; row < chunk.rows; row++) rows.ids.push(Number(ids[row]));
    if (stratum) rows.strata.push(...texts(chunk.values(1)));
    if (group) rows.groups.push(...texts(chunk.values(2)));
  }
  return rows;
};
