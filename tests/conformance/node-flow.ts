import type { Flow } from '../../contract/flow.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { NodeDefinition } from '../../contract/node.ts';
import { nodeExamples } from '../../nodes/index.ts';
import { type Sketch, sketch } from '../harness/sketch.ts';
import type { Fixture, FixtureTask } from './fixtures.ts';

/** Nodes that are about numbers only say so in their name. */
export const taskFor = (type: string): FixtureTask =>
  type.includes('regression') && type !== 'train.logistic-regression' ? 'regression' : 'classification';

/** Settings that a node can't do without, as its example has them: a path, for instance. */
export const neededParams = (type: string, definition: NodeDefinition): JsonObject => {
  const inExample = Object.values(nodeExamples[type]?.['nodes'] ?? {}).find(
    (node): node is { readonly type: string; readonly params?: JsonObject } =>
      typeof node === 'object' && node !== null && 'type' in node && node.type === type,
  );
  const given = inExample?.params ?? {};
  if (definition.role === 'source') return given;
  const pathLike = ['path', 'rules'].filter((name) => name in given && name in definition.params.shape);
  return Object.fromEntries(pathLike.map((name) => [name, given[name] ?? null]));
};

/** Settings about the fixture's own columns, for nodes that do nothing without. */
const fixtureParams = (type: string, large: boolean): JsonObject =>
  type === 'clean.join'
    ? { keys: [large ? 'monthly_charge' : 'note'], ...(large ? { duplicateKeys: 'first' } : {}) }
    : {};

const learnerFor = (task: FixtureTask): string =>
  task === 'classification' ? 'train.logistic-regression' : 'train.linear-regression';

const metricsFor = (task: FixtureTask): string =>
  task === 'classification' ? 'evaluate.classification-metrics' : 'evaluate.regression-metrics';

/** The wire that brings an input what it asks for. */
const feed = (kind: string, behindSplit: boolean): string =>
  ({
    table: behindSplit ? 'split.table' : 'roles.table',
    learner: 'learner.learner',
    model: 'model.model',
    predictions: 'model.predictions',
    report: 'metrics.report',
  })[kind] ?? '';

export interface Feeding {
  readonly type: string;
  readonly definition: NodeDefinition;
  readonly fixture: Fixture;
  readonly params?: JsonObject;
  /** Seed of the node alone. */
  readonly seed?: number;
  /** Many generated rows instead of the fixture's. */
  readonly large?: boolean;
}

/** A flow around one node, called `it`, with all its inputs fed from the fixture. */
export const flowAround = ({ type, definition, fixture, params = {}, seed, large = false }: Feeding): Flow => {
  // Settings may hold whatever JSON can; the schema of a flow says the same in other words.
  const it = {
    type,
    params: { ...neededParams(type, definition), ...fixtureParams(type, large), ...params } as never,
    ...(seed === undefined ? {} : { seed }),
  };
  const kinds = Object.entries(definition.inputs).filter(([, { instead }]) => instead === undefined);
  if (kinds.length === 0) return sketch({ nodes: { it } });
  const task = taskFor(type);
  // Tables put together must be split alike, and one of them comes straight from the data.
  const several = kinds.some(([, { kind, many }]) => many && kind === 'table');
  const behindSplit =
    !several && !type.startsWith('split.') && (definition.role !== 'transform' || definition.kind === 'fitted');
  const upstream: Sketch['nodes'] = {
    data: large
      ? { type: 'source.sample', params: { name: task === 'classification' ? 'churn' : 'house-prices', rows: 100_000 } }
      : { type: 'source.inline-table', params: { columns: fixture.columns, rows: fixture.rows } as never },
    roles: { type: 'clean.columns', params: { roles: large ? {} : { [fixture.target]: 'target' } } },
    split: { type: 'split.train-test', params: fixture.inOrder ? { shuffle: false } : {} },
    learner: { type: learnerFor(task) },
    model: { type: 'train.baseline' },
    metrics: { type: metricsFor(task) },
  };
  const wires = [
    'data.table > roles.table',
    'roles.table > split.table',
    'split.table > learner.table',
    'split.table > model.table',
    'model.predictions > metrics.predictions',
    ...kinds.flatMap(([port, { kind, many }]) => [
      `${feed(kind, behindSplit)} > it.${port}`,
      ...(many && kind === 'table' ? [`data.table > it.${port}`] : []),
    ]),
  ];
  return onlyBefore(sketch({ nodes: { ...upstream, it }, wires }), 'it');
};

/** The flow without nodes that lead nowhere. */
const onlyBefore = (flow: Flow, id: string): Flow => {
  const kept = new Set([id]);
  for (let size = 0; size !== kept.size; ) {
    size = kept.size;
    for (const { from, to } of flow.edges) if (kept.has(to.split('.')[0] ?? '')) kept.add(from.split('.')[0] ?? '');
  }
  return {
    ...flow,
    nodes: Object.fromEntries(Object.entries(flow.nodes).filter(([name]) => kept.has(name))),
    edges: flow.edges.filter(({ from, to }) => kept.has(from.split('.')[0] ?? '') && kept.has(to.split('.')[0] ?? '')),
  };
};
