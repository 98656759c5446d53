import type { Models } from '../../contract/context.ts';
import { fail } from '../../contract/problem.ts';
import type { Model } from '../../contract/values.ts';
import { readModelFile, writeModelFile } from '../models/model-file.ts';
import { portableModelOf, rowProgramOf } from '../models/program/row-program.ts';
import { verifyGolden } from './golden-rows.ts';
import type { LearningServices, LearningStep } from './services.ts';

/** A bundle may come from a Millrace that has other nodes, or newer ones. */
const checkNodes = ({ nodes }: LearningServices, { learner, recipe }: Model): void => {
  for (const { type, version } of [learner, ...recipe]) {
    const node = nodes[type];
    if (!node) throw fail('flow.unknown-node', { values: { type } });
    if (version > node.version) throw fail('flow.newer-node', { values: { type, version } });
  }
};

/** Models as files, opened on behalf of a step. */
export const createModels = (services: LearningServices, step: LearningStep): Models => ({
  open: async (path, named) => {
    const model = await readModelFile(path, named);
    checkNodes(services, model);
    await verifyGolden(services, step, model, named);
    return model;
  },
  write: (model, path) => writeModelFile(model, path),
  portable: (model) => portableModelOf(services, step, model),
  program: (model) => rowProgramOf(services, step, model),
});
