import type { Learning } from '../../contract/context.ts';
import { fail } from '../../contract/problem.ts';
import { countFolds } from './count-folds.ts';
import { fitTable } from './fit-table.ts';
import { createFoldSet } from './fold-set.ts';
import { foldTables } from './fold-tables.ts';
import { goldenAgain } from './golden-rows.ts';
import { foldPredictions, heldOut } from './held-out.ts';
import { inSilence } from './in-silence.ts';
import { readyLearner } from './open-fit.ts';
import { outOfFold } from './out-of-fold.ts';
import { predictTable } from './predict-table.ts';
import { recordOf } from './record.ts';
import { scoreFolds } from './score-folds.ts';
import { searchSpace } from './search-space.ts';
import type { LearningServices, LearningStep } from './services.ts';

/** Learning on behalf of one step. Whoever uses it is given scores and models, never rows they must not see. */
export const createLearning = (services: LearningServices, step: LearningStep): Learning => ({
  parallel: services.pool.size,
  folds: async (table, options) => {
    const tables = await foldTables(services, step, table, options);
    return createFoldSet(services, step, tables, await countFolds(step.connection, tables));
  },
  score: async (learner, params, folds, options) =>
    scoreFolds(services, step, { ready: readyLearner(services.nodes, { ...learner, params }), folds }, options),
  heldOut: async (learner, folds, { seed, onFold }) =>
    heldOut(services, step, { ready: readyLearner(services.nodes, learner), folds, seed, onFold }),
  foldPredictions: (table, held, name) => foldPredictions(services, step, { table, held, name }),
  outOfFold: (learner, table, options) => outOfFold(services, step, { learner, table }, options),
  train: async (learner, table, { seed, withValidation, name }) => {
    const request = { learner, table, seed, withValidation, name, reporting: step.context };
    const fitted = await fitTable(services, step, request);
    services.recordFit(recordOf(step, fitted, { purpose: 'refit' }));
    return { model: fitted.model, predictions: fitted.predictions };
  },
  calibrate: (model, calibration) => goldenAgain(services, step, { ...model, calibration }),
  predict: (model, table, { silent = false } = {}) =>
    predictTable(services, silent ? inSilence(step) : step, model, table),
  space: (type) => {
    const node = services.nodes[type];
    if (node?.role !== 'learner') throw fail('flow.unknown-node', { values: { type } });
    return searchSpace(node);
  },
});
