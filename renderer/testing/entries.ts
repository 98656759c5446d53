import type { CatalogueEntry } from '../../contract/catalogue.ts';
import type { Family, NodeDefinition } from '../../contract/node.ts';
import { type Ports, port } from '../../contract/ports.ts';

const entry = (
  type: string,
  role: NodeDefinition['role'],
  ports: { readonly inputs: Ports; readonly outputs: Ports },
): CatalogueEntry => {
  const name = type.slice(type.indexOf('.') + 1).replaceAll('-', ' ');
  return {
    type,
    family: type.slice(0, type.indexOf('.')) as Family,
    role,
    title: name.charAt(0).toUpperCase() + name.slice(1),
    description: `What ${name} does`,
    keywords: [],
    telling: [],
    version: 1,
    params: { type: 'object', properties: {} },
    defaults: {},
    ...ports,
  };
};

const table = port.table();
const learnerOutputs = {
  model: port.model(),
  learner: port.learner(),
  predictions: port.predictions(),
  report: port.report(),
};

/** A catalogue of nodes with the ports of the real ones. */
export const testCatalogue: readonly CatalogueEntry[] = [
  entry('source.csv-file', 'source', { inputs: {}, outputs: { table } }),
  entry('clean.scale', 'transform', { inputs: { table }, outputs: { table } }),
  entry('split.train-test', 'transform', { inputs: { table }, outputs: { table } }),
  entry('train.random-forest', 'learner', { inputs: { table }, outputs: learnerOutputs }),
  entry('tune.search', 'node', { inputs: { table, learners: port.learner({ many: true }) }, outputs: learnerOutputs }),
  entry('evaluate.predict', 'node', {
    inputs: { model: port.model(), table },
    outputs: { predictions: port.predictions() },
  }),
  entry('evaluate.classification-metrics', 'node', {
    inputs: { predictions: port.predictions({ many: true }) },
    outputs: { report: port.report() },
  }),
];

export const testEntries = Object.fromEntries(testCatalogue.map((one) => [one.type, one]));
