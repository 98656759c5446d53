import type { OutOfFold, OutOfFoldOptions } from '../../contract/context.ts';
import type { Learner, Table } from '../../contract/values.ts';
import { learnedSteps, lineageOf } from '../lineage.ts';
import { countFolds } from './count-folds.ts';
import { findings } from './findings.ts';
import { fitFold, recordFold } from './fit-fold.ts';
import { createFoldSet, foldsIn, type PreparedFold } from './fold-set.ts';
import { foldTables } from './fold-tables.ts';
import { type LearningPlan, planLearning } from './learning-plan.ts';
import { readyLearner } from './open-fit.ts';
import { type ReadRows, readRows } from './read-rows.ts';
import { targetOf } from './roles.ts';
import type { LearningServices, LearningStep } from './services.ts';
import { partsOf, withTarget } from './table-rows.ts';

/** Training rows, all rows where there is no split, as a learner sees them that was fitted without them. */
export const outOfFold = async (
  services: LearningServices,
  step: LearningStep,
  { learner, table }: { readonly learner: Learner; readonly table: Table },
  { k, seed, forward = false }: OutOfFoldOptions,
): Promise<OutOfFold> => {
  const { context } = step;
  const source = table.split.parts ? table : await allTraining(step, table);
  const learned = table.split.parts ? '' : learnedSteps(lineageOf(table).recipe);
  if (learned !== '') context.finding(findings.learnedFromAll(learned));
  const labels = await readLabels(step, source);
  const tables = await foldTables(services, step, source, { k, seed, scored: forward });
  const ready = readyLearner(services.nodes, learner);
  const folds = foldsIn(createFoldSet(services, step, tables, await countFolds(step.connection, tables)));
  const prepared = await folds.prepared(ready);
  let done = 0;
  const fitted = await Promise.all(
    prepared.map(async (fold): Promise<FittedFold> => {
      const fit = await fitFold(services, step, { ready, fold, reporting: folds.reporting }, seed);
      recordFold(services, step, { ready, fold, seconds: fit.seconds });
      done += 1;
      context.progress(done / prepared.length, `fold ${done} of ${prepared.length}`);
      return { fold, values: fit.values };
    }),
  );
  return { ...gathered(labels, fitted), folds: prepared.length };
};

interface FittedFold {
  readonly fold: PreparedFold;
  readonly values: Float64Array;
}

interface ReadLabels {
  readonly plan: LearningPlan;
  readonly rows: ReadRows;
}

/** Folds are drawn among training rows; without a split every row may be seen. */
const allTraining = ({ context }: LearningStep, table: Table): Promise<Table> =>
  context.tables.derive(table, `SELECT *, 'train' AS __part FROM ${table.relation}`, table.columns, {
    parts: true,
    folds: 0,
    repeats: 1,
  });

const readLabels = async ({ connection, context }: LearningStep, table: Table): Promise<ReadLabels> => {
  const target = targetOf(table.columns);
  const training = withTarget(partsOf(table, ['train']), target);
  const plan = await planLearning(connection, { training, columns: table.columns, target, features: [] });
  const rows = await readRows(connection, plan, training, { signal: context.signal, withTarget: true });
  return { plan, rows };
};

/** Predictions in the order of the rows, averaged where folds are repeated; rows that a step in a fold dropped are not there. */
const gathered = ({ plan, rows }: ReadLabels, fitted: readonly FittedFold[]): Omit<OutOfFold, 'folds'> => {
  const width = Math.max(1, plan.classes.length);
  const codes = new Map(plan.classes.map((name, code) => [name, code]));
  const places = new Map(Array.from(rows.ids, (id, place) => [id, place]));
  const sums = new Float64Array(rows.ids.length * width);
  const times = new Uint32Array(rows.ids.length);
  const weights = rows.weights && new Float64Array(rows.ids.length);
  for (const { fold, values } of fitted) {
    const own = fold.rows.plan.classes.map((name) => codes.get(name) ?? 0);
    const columns = own.length > 0 ? own : [0];
    for (const [at, id] of fold.rows.held.ids.entries()) {
      const place = places.get(id);
      if (place === undefined || Number.isNaN(values[at * columns.length])) continue;
      times[place] = (times[place] ?? 0) + 1;
      // Those of held-out rows: steps that balance training rows leave them as they were.
      if (weights) weights[place] = fold.rows.held.weights?.[at] ?? 1;
      for (const [index, column] of columns.entries())
        sums[place * width + column] =
          (sums[place * width + column] as number) + (values[at * columns.length + index] as number);
    }
  }
  const seen = Array.from(times.keys()).filter((place) => times[place]);
  return {
    classes: plan.classes,
    rows: Float64Array.from(seen, (place) => rows.ids[place] as number),
    given: Float64Array.from(seen, (place) => rows.y[place] as number),
    ...(weights ? { weights: Float64Array.from(seen, (place) => weights[place] as number) } : {}),
    predicted: Float64Array.from({ length: seen.length * width }, (_, cell) => {
      const place = seen[Math.floor(cell / width)] as number;
      return (sums[place * width + (cell % width)] as number) / (times[place] as number);
    }),
  };
};
