import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Column } from '../../contract/column.ts';
import { readFlowValue } from '../../contract/flow-file.ts';
import type { NodeDefinition } from '../../contract/node.ts';
import type { Shape } from '../../contract/shape.ts';
import { nodeExamples, nodes } from '../../nodes/index.ts';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import type { FinishedRun } from '../harness/finished-run.ts';
import { ordinaryTable } from './fixtures.ts';
import { flowAround, neededParams, taskFor } from './node-flow.ts';

/** What the example of a node needs from outside, where nothing answers in a test. */
const reachesOutside = ([type, definition]: [string, NodeDefinition]): boolean =>
  definition.role === 'source' &&
  definition.collect?.request(definition.params.parse(neededParams(type, definition)) as never) !== undefined;

const everyNode = Object.entries(nodes);
const outside = everyNode.filter(reachesOutside);
const all = everyNode.filter((entry) => !reachesOutside(entry));
const engine = await openEngine({ workers: 1, threads: 1 });
const two = await openEngine({ workers: 2, threads: 2 });
const folders: string[] = [];
afterAll(async () => {
  await engine.close();
  await two.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** A folder with the files that stand beside a node, such as its example's data. */
const folderOf = async (type: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-conformance-'));
  folders.push(folder);
  const own = resolve(import.meta.dirname, '../../nodes', ...type.split('.'));
  for (const name of await readdir(own))
    if (!/\.(ts|json)$/.test(name)) await cp(join(own, name), join(folder, name), { recursive: true });
  return folder;
};

const open = async (on: TestEngine, type: string, definition: NodeDefinition, params = {}) => {
  const fixture = ordinaryTable(taskFor(type));
  return on.open(flowAround({ type, definition, fixture, params }), { folder: await folderOf(type) });
};

/** One run on the ordinary table, with what stood before it; several tests look at it. */
const ordinaryRun = async (type: string, definition: NodeDefinition) => {
  const opened = await open(engine, type, definition);
  const checked = await opened.check();
  const hasInputs = Object.keys(definition.inputs).length > 0;
  const without = hasInputs ? await opened.run({ only: 'roles' }).expect('succeeded') : undefined;
  const before = await without?.page('roles');
  return { checked, without, before, run: await opened.run().finished() };
};
const ordinaryRuns = new Map<string, ReturnType<typeof ordinaryRun>>();
const ordinary = (type: string, definition: NodeDefinition): ReturnType<typeof ordinaryRun> => {
  const made = ordinaryRuns.get(type) ?? ordinaryRun(type, definition);
  ordinaryRuns.set(type, made);
  return made;
};

const columnText = ({ name, type, role }: Column): string => `${name} ${type} ${role}`;

test.each(all)('%s: its example runs', async (type) => {
  const { flow } = readFlowValue(nodeExamples[type]);
  if (!flow) throw new Error('the example is no flow');
  const run = await engine
    .open(flow, { folder: await folderOf(type) })
    .run()
    .expect('succeeded');
  expect(run.those('failed')).toEqual([]);
});

// Their tests against real servers are in their own folders.
test.each(outside)('%s: its example asks to be allowed before it reaches outside', async (type) => {
  const { flow } = readFlowValue(nodeExamples[type]);
  if (!flow) throw new Error('the example is no flow');
  const opened = engine.open(flow, { folder: await folderOf(type) });
  const { problems } = await opened.check();
  expect(problems.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['network.not-allowed warning']);
  const run = await opened.run().expect('failed');
  expect(run.those('failed').map((id) => run.node(id).failure?.code)).toEqual(['network.not-allowed']);
});

test.each(all)('%s: what its shape promises is what comes', async (type, definition) => {
  const { checked, run } = await ordinary(type, definition);
  const { shapes, problems } = checked;
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(run.node('it').failure).toBeUndefined();
  const outputs = run.outputs('it');
  expect(Object.keys(outputs).sort()).toEqual(Object.keys(definition.outputs).sort());
  for (const [port, output] of Object.entries(outputs)) {
    const shape: Shape | undefined = shapes['it']?.[port];
    expect(shape?.kind, port).toBe(output.kind);
    if (shape?.kind !== 'table' || output.kind !== 'table') continue;
    const { parts, folds, repeats } = output.split;
    expect({ parts: shape.split.parts, folds: shape.split.folds, repeats: shape.split.repeats }).toEqual({
      parts,
      folds,
      repeats,
    });
    if (!shape.columns) continue;
    const came = output.columns.map(columnText);
    const promised = shape.columns.map(columnText);
    const indicators = came.filter((text) => /_missing boolean feature$/.test(text));
    const told = came.filter((text) => !indicators.includes(text) || promised.includes(text));
    expect(told).toEqual(shape.fewer ? promised.filter((text) => came.includes(text)) : promised);
  }
});

test.each(all.filter(([, { inputs }]) => Object.keys(inputs).length > 0))(
  '%s: what went in is left as it was',
  async (type, definition) => {
    const { without, before, run } = await ordinary(type, definition);
    expect(before?.page.length).toBeGreaterThan(0);
    expect(await run.page('roles')).toEqual(before);
    expect(run.output('roles', 'table').hash).toBe(without?.output('roles', 'table').hash);
  },
);

test.each(all)(
  '%s: the same seed gives the same results for one and two workers and threads',
  async (type, definition) => {
    const hashesOf = (run: FinishedRun): readonly string[] =>
      Object.entries(run.outputs('it')).map(([port, { hash }]) => `${port} ${hash}`);
    const { run } = await ordinary(type, definition);
    const again = await (await open(two, type, definition)).run().finished();
    expect(hashesOf(run).length).toBeGreaterThan(0);
    expect(hashesOf(again)).toEqual(hashesOf(run));
  },
);

const ended = new Map<string, string>();

test.each(all)(
  '%s: cancelling ends it soon',
  async (type, definition) => {
    const fixture = ordinaryTable(taskFor(type));
    const params = type === 'source.sample' ? { name: 'churn', rows: 300_000 } : {};
    const folder = Object.keys(definition.inputs).length > 0 ? {} : { folder: await folderOf(type) };
    // A seed of its own, so that no result of another node's flow is found in the cache.
    const run = engine.open(flowAround({ type, definition, fixture, params, seed: 99, large: true }), folder).run();
    await run.started('it');
    const at = performance.now();
    await run.cancel().catch(({ code }: { readonly code: string }) => expect(code).toBe('run.unknown'));
    const { state } = await run.finished();
    expect(performance.now() - at).toBeLessThan(2000);
    ended.set(type, state.status);
  },
  60_000,
);

test('most nodes were still at work when they were cancelled', () => {
  const cancelled = [...ended].filter(([, status]) => status === 'cancelled').map(([type]) => type);
  expect(cancelled).toEqual(expect.arrayContaining(['source.sample', 'split.train-test', 'train.random-forest']));
  expect(cancelled.length).toBeGreaterThan(ended.size / 2);
});
