import type { FoldSet, HeldOut } from '../../contract/context.ts';
import type { Predictions, Table } from '../../contract/values.ts';
import { fitFold, recordFold } from './fit-fold.ts';
import { foldsIn, type PreparedFold } from './fold-set.ts';
import type { ReadyLearner } from './open-fit.ts';
import { targetOf } from './roles.ts';
import type { LearningServices, LearningStep } from './services.ts';
import { writePredictions } from './write-predictions.ts';

interface HeldOutRequest {
  readonly ready: ReadyLearner;
  readonly folds: FoldSet;
  readonly seed: number;
  /** Called as folds are done. */
  readonly onFold?: ((done: number) => void) | undefined;
}

/** Classes of all folds: a fold's training rows may lack one. */
const allClasses = (folds: readonly PreparedFold[]): readonly string[] => {
  const longest = folds.map(({ rows }) => rows.plan.classes).sort((a, b) => b.length - a.length)[0] ?? [];
  return [...new Set([...longest, ...folds.flatMap(({ rows }) => rows.plan.classes)])];
};

/** A fold's own class codes, and its columns of probabilities, among the classes of all folds. */
const amongAll = (own: readonly string[], classes: readonly string[], given: Float64Array, values: Float64Array) => {
  if (classes.length === 0) return { given, predicted: values };
  const places = own.map((name) => classes.indexOf(name));
  const predicted = new Float64Array(given.length * classes.length);
  for (let row = 0; row < given.length; row++)
    for (const [code, place] of places.entries())
      predicted[row * classes.length + place] = values[row * own.length + code] as number;
  return { given: given.map((code) => places[code] ?? Number.NaN), predicted };
};

/** Each fold's held-out rows, as a learner sees them that was fitted on the fold's training rows. */
export const heldOut = async (
  services: LearningServices,
  step: LearningStep,
  { ready, folds, seed, onFold }: HeldOutRequest,
): Promise<HeldOut> => {
  const { prepared, reporting } = foldsIn(folds);
  const made = await prepared(ready);
  const classes = allClasses(made);
  let done = 0;
  const fitted = await Promise.all(
    made.map(async (fold) => {
      const { values, seconds } = await fitFold(services, step, { ready, fold, reporting }, seed);
      recordFold(services, step, { ready, fold, seconds });
      done += 1;
      onFold?.(done);
      const { plan, held } = fold.rows;
      return { rows: held.ids, seconds, ...amongAll(plan.classes, classes, held.y, values) };
    }),
  );
  return { classes, folds: fitted };
};

/** One prediction a row, the mean where folds are drawn again and again. */
const averaged = ({ classes, folds }: HeldOut) => {
  const width = Math.max(1, classes.length);
  const sums = new Map<number, { readonly values: Float64Array; times: number }>();
  for (const { rows, predicted } of folds)
    for (const [at, id] of rows.entries()) {
      const sum = sums.get(id) ?? { values: new Float64Array(width), times: 0 };
      sums.set(id, sum);
      sum.times += 1;
      for (let column = 0; column < width; column++)
        sum.values[column] = (sum.values[column] as number) + (predicted[at * width + column] as number);
    }
  const ids = Float64Array.from(sums.keys()).sort();
  const values = new Float64Array(ids.length * width);
  for (const [row, id] of ids.entries()) {
    const sum = sums.get(id);
    if (sum)
      for (let column = 0; column < width; column++)
        values[row * width + column] = (sum.values[column] as number) / sum.times;
  }
  return { ids, values };
};

/** What folds made of the rows that each of them held out, as predictions of those rows: none was trained on. */
export const foldPredictions = async (
  services: LearningServices,
  step: LearningStep,
  { table, held, name }: { readonly table: Table; readonly held: HeldOut; readonly name: string },
): Promise<Predictions> => {
  const { column, task } = targetOf(table.columns);
  const model = { name, task, target: column.name, classes: held.classes, threshold: 0.5 };
  const unseen = await step.context.tables.derive(
    table,
    `SELECT * REPLACE ('validation' AS __part) FROM ${table.relation} WHERE __part = 'train'`,
    table.columns,
  );
  return writePredictions(services, step, { model, table: unseen, predicted: [averaged(held)] });
};
