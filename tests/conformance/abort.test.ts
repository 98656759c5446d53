import { afterAll, expect, test } from 'vitest';
import type { Flow } from '../../contract/flow.ts';
import type { NodeDefinition } from '../../contract/node.ts';
import type { RunEvent } from '../../contract/run-event.ts';
import { nodes } from '../../nodes/index.ts';
import { openEngine } from '../harness/engine.ts';
import { sketch } from '../harness/sketch.ts';
import { taskFor } from './node-flow.ts';

const engine = await openEngine({ workers: 2, threads: 2 });
afterAll(() => engine.close());

/** Whatever fits: it may do so by itself, or have a learner fitted that is wired to it. */
const fitting = Object.entries(nodes).filter(
  ([type, { outputs }]) => type.startsWith('train.') && Object.values(outputs).some(({ kind }) => kind === 'model'),
);

interface Asked {
  readonly type: string;
  readonly definition: NodeDefinition;
  readonly rows: number;
  readonly seed: number;
}

const flowOf = ({ type, definition, rows, seed }: Asked): Flow => {
  const name = taskFor(type) === 'classification' ? 'churn' : 'house-prices';
  const asksForLearner = 'learner' in definition.inputs;
  return sketch({
    nodes: {
      data: { type: 'source.sample', params: { name, rows } },
      split: 'split.train-test',
      ...(asksForLearner ? { learner: 'train.logistic-regression' } : {}),
      it: { type, seed },
    },
    wires: [
      'data.table > split.table',
      'split.table > it.table',
      ...(asksForLearner ? ['split.table > learner.table', 'learner.learner > it.learner'] : []),
    ],
  });
};

/** It says how far it is: its fit is under way. */
const speaks = (event: RunEvent): boolean =>
  (event.event === 'node.progress' || event.event === 'node.metric') && event.node === 'it';

interface Whole {
  readonly rows: number;
  /** Of the step by itself. */
  readonly ms: number;
  readonly spoke: boolean;
}

const long = 500;
const sizes = [2000, 20_000, 200_000];
let seeds = 100;

const runWhole = async (asked: Omit<Asked, 'seed'>): Promise<Whole> => {
  const run = await engine
    .open(flowOf({ ...asked, seed: seeds++ }))
    .run()
    .expect('succeeded');
  return { rows: asked.rows, ms: run.node('it').ms ?? 0, spoke: run.events.some(speaks) };
};

/** With as many rows as a fit needs that takes its time. */
const whole = async (type: string, definition: NodeDefinition): Promise<Whole> => {
  for (const rows of sizes) {
    const found = await runWhole({ type, definition, rows });
    if (found.ms >= long || rows === sizes.at(-1)) return found;
  }
  throw new Error('there are sizes');
};

test.each(fitting)(
  '%s: a fit under way ends with its cancel long before it would by itself, and the next one works',
  async (type, definition) => {
    const { rows, ms, spoke } = await whole(type, definition);
    let quickest = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 3 && quickest >= ms / 2; attempt++) {
      const run = engine.open(flowOf({ type, definition, rows, seed: seeds++ })).run();
      await run.started('it');
      if (spoke) await run.until(speaks);
      const at = performance.now();
      await run.cancel();
      const { state } = await run.finished();
      quickest = Math.min(quickest, performance.now() - at);
      expect([state.status, state.nodes['it']?.status]).toEqual(['cancelled', 'cancelled']);
    }
    expect(quickest).toBeLessThan(ms / 2);
    await runWhole({ type, definition, rows: sizes[0] ?? 0 });
  },
  120_000,
);
