import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Part } from '../../contract/column.ts';
import type { Flow } from '../../contract/flow.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Model } from '../../contract/values.ts';
import { readModel } from '../../engine/models/bundle.ts';
import { nodes } from '../../nodes/index.ts';
import { type OpenFlow, openEngine, type TestEngine } from '../harness/engine.ts';
import type { FinishedRun } from '../harness/finished-run.ts';
import { type Sketch, sketch } from '../harness/sketch.ts';
import { csvText, madeUpRows, poisoned, type Target } from './made-up-data.ts';

export const rows = madeUpRows(240);

/** Few trees, epochs and rounds: what is learned from does not depend on how much. */
const small: JsonObject = { trees: 6, epochs: 4, rounds: 12, earlyStop: 2, trials: 6, maxIter: 200 };

export const smallParams = (type: string): JsonObject =>
  Object.fromEntries(Object.entries(small).filter(([name]) => name in (nodes[type]?.params.shape ?? {})));

/** Source to learner's table: all the transforms that learn something stand between. Rows are drawn without a look at their content. */
export const prepared = (target: Target, more: Sketch, split: JsonObject = { type: 'split.train-test' }): Flow => {
  const { type, ...params } = split;
  return sketch({
    nodes: {
      data: { type: 'source.csv-file', params: { path: 'data.csv' } },
      roles: {
        type: 'clean.columns',
        params: { roles: { [target]: 'target', [target === 'class' ? 'value' : 'class']: 'ignored' } },
      },
      split: { type: String(type), params: { stratify: 'no', ...params } },
      fill: 'clean.missing-values',
      encode: { type: 'clean.encode', params: { byColumn: { town: { method: 'target' } } } },
      scale: 'clean.scale',
      ...more.nodes,
    },
    wires: [
      'data.table > roles.table',
      'roles.table > split.table',
      'split.table > fill.table',
      'fill.table > encode.table',
      'encode.table > scale.table',
      ...(more.wires ?? []),
    ],
  });
};

/** What a model has learned, without what names it and how long it took. */
export const learned = (model: Model) => ({
  classes: model.classes,
  threshold: model.threshold,
  calibration: model.calibration,
  params: model.learner.params,
  states: model.recipe.map(({ type, state }) => ({ type, state })),
  preparation: model.preparation,
  estimator: model.estimator.json,
  arrays: Object.fromEntries(Object.entries(model.estimator.arrays).map(([name, array]) => [name, [...array]])),
  rows: model.trainedOn.rows,
});

/** One engine and one folder, in which a flow is run with its data as they are, and with rows of some parts poisoned. */
export class Experiment {
  readonly #engine: TestEngine;

  constructor(engine: TestEngine) {
    this.#engine = engine;
  }

  static async open(): Promise<Experiment> {
    return new Experiment(await openEngine());
  }

  async clean(flow: Flow): Promise<FinishedRun> {
    await writeFile(join(this.#engine.folder, 'data.csv'), csvText(rows));
    return this.#flow(flow).run().expect('succeeded');
  }

  /** The rows that `split` had put into these parts are poisoned; then everything runs again. */
  async poisoned(flow: Flow, clean: FinishedRun, parts: readonly Part[]): Promise<FinishedRun> {
    const page = await clean.page('split', 'table', { limit: 1000 });
    const where = new Set(page.page.flatMap(({ row, part }) => (parts.some((one) => one === part) ? [row] : [])));
    if (where.size === 0) throw new Error(`no rows of ${parts.join(' and ')}`);
    await writeFile(join(this.#engine.folder, 'data.csv'), csvText(poisoned(rows, where)));
    const run = await this.#flow(flow).run().expect('succeeded');
    if (run.output('split', 'table').hash === clean.output('split', 'table').hash)
      throw new Error('the poison did not arrive');
    return run;
  }

  async model(run: FinishedRun, node: string): Promise<Model> {
    const { handle } = run.output(node, 'model');
    const [key = '', port = ''] = handle.split('.');
    return readModel(join(this.#flow(sketch({ nodes: {} })).place.store, 'cache', key, port));
  }

  close(): Promise<void> {
    return this.#engine.close();
  }

  #flow(flow: Flow): OpenFlow {
    return this.#engine.open(flow);
  }
}
