import type { FoldSet, Reporting } from '../../contract/context.ts';
import type { Needs } from '../../contract/node.ts';
import type { Table } from '../../contract/values.ts';
import type { FoldCounts } from './count-folds.ts';
import { type LearningPlan, planLearning } from './learning-plan.ts';
import { checkSize, type ReadyLearner } from './open-fit.ts';
import { type Prepared, prepare } from './prepared.ts';
import { quiet } from './quiet.ts';
import { type ReadRows, readRows } from './read-rows.ts';
import { reportFeatures, reportTargets } from './report-rows.ts';
import { featuresOf, targetOf } from './roles.ts';
import type { LearningServices, LearningStep } from './services.ts';
import { holdsFeatures, sliceFold } from './slice-fold.ts';
import { partsOf, withTarget } from './table-rows.ts';

const internal = Symbol('folds');

/** A fold out of the database. */
export interface FoldRows {
  readonly plan: LearningPlan;
  readonly training: ReadRows;
  readonly held: ReadRows;
}

/** A fold as a learner with certain needs gets it. */
export interface PreparedFold {
  readonly rows: FoldRows;
  readonly x: Prepared;
}

interface Folds {
  /** For all fits on the folds together. */
  readonly reporting: Reporting;
  prepared(ready: ReadyLearner): Promise<readonly PreparedFold[]>;
}

export const foldsIn = (folds: FoldSet): Folds => folds[internal] as Folds;

/** Reads and prepares each fold once for each choice of features and needs, however many trials ask for it. */
export const createFoldSet = (
  services: LearningServices,
  step: LearningStep,
  tables: readonly Table[],
  counts: FoldCounts,
): FoldSet => {
  const read = new Map<string, Promise<readonly FoldRows[]>>();
  const made = new Map<string, Promise<readonly PreparedFold[]>>();
  const wide = new Map<string, readonly PreparedFold[]>();
  let queue: Promise<unknown> = Promise.resolve();
  // A connection streams one answer at a time, and trials ask side by side.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = queue.then(work, work);
    queue = next.catch(() => undefined);
    return next;
  };
  const rowsFor = (ready: ReadyLearner): Promise<readonly FoldRows[]> =>
    memo(read, JSON.stringify(ready.params.features), () =>
      inTurn(async () => {
        const folds: FoldRows[] = [];
        for (const [index, table] of tables.entries())
          folds.push(await readFold(services, step, ready, { table, index, reporting }));
        return folds;
      }),
    );
  const reporting = quiet(step.context);
  const folds: Folds = {
    reporting,
    prepared: (ready) => {
      const needs: Needs = ready.node.needs(ready.params as never);
      const { features } = ready.params;
      const known = wide.get(JSON.stringify(needs));
      // Hundreds of sets of features would not fit into memory; a set is cut out of what was prepared with more.
      if (features.length > 0 && known?.every((fold) => holdsFeatures(fold, features)))
        return Promise.resolve(known.map((fold) => sliceFold(fold, features)));
      return memo(made, JSON.stringify([features, needs]), async () => {
        const folds = await prepareFolds(await rowsFor(ready), needs, step.context.signal);
        wide.set(JSON.stringify(needs), folds);
        return folds;
      });
    },
  };
  return { count: tables.length, ...counts, [internal]: folds };
};

const prepareFolds = (
  folds: readonly FoldRows[],
  needs: Needs,
  signal: AbortSignal,
): Promise<readonly PreparedFold[]> =>
  Promise.all(
    folds.map(async (rows) => ({ rows, x: await prepare(rows.training.x, [rows.held.x], { needs, signal }) })),
  );

const memo = <T>(kept: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> => {
  const found = kept.get(key) ?? make();
  kept.set(key, found);
  return found;
};

const readFold = async (
  services: LearningServices,
  { connection, context }: LearningStep,
  ready: ReadyLearner,
  { table, index, reporting }: { readonly table: Table; readonly index: number; readonly reporting: Reporting },
): Promise<FoldRows> => {
  const target = targetOf(table.columns);
  const features = featuresOf(table.columns, ready.params.features, reporting);
  const training = withTarget(partsOf(table, ['train']), target);
  const held = withTarget(partsOf(table, ['validation']), target);
  const plan = await planLearning(connection, { training, columns: table.columns, target, features });
  checkSize(services, { ready, plan, rows: table.rows });
  await reportTargets(connection, plan, { ...held, part: `fold-${index + 1}` }, reporting);
  const options = { signal: context.signal, withTarget: true };
  const rows = {
    plan,
    training: await readRows(connection, plan, training, options),
    held: await readRows(connection, plan, held, options),
  };
  const read = [
    { selection: training, unusable: rows.training.unusable },
    { selection: held, unusable: rows.held.unusable },
  ];
  await reportFeatures(connection, plan, read, reporting);
  return rows;
};
