import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { SqlValue } from '../../contract/context.ts';
import type { Flow } from '../../contract/flow.ts';
import { OpenFlow, openEngine } from '../harness/engine.ts';
import { startEngineProcess } from '../harness/engine-process.ts';
import type { FinishedRun } from '../harness/finished-run.ts';
import { columnCases, half } from './raw-table.ts';
import { recipeFlow, recipeNodes, rowInFlow, variantsOf } from './recipe-flow.ts';
import { namesOf, settingsByNode } from './settings-by-node.ts';

const folder = await mkdtemp(join(tmpdir(), 'millrace-recipe-'));
const place = { folder, store: join(folder, '.millrace'), granted: [] };
const here = await openEngine({ workers: 0 });
const elsewhere = startEngineProcess();
afterAll(async () => {
  await here.close();
  await elsewhere.kill();
  await rm(folder, { recursive: true, force: true });
});

test('every clean node that a recipe can hold has its settings here', () => {
  expect(Object.keys(settingsByNode).sort()).toEqual(recipeNodes.map(([type]) => type).sort());
});

/** Row in the flow and what was predicted for it, class and probabilities. */
const predicted = async (
  run: FinishedRun,
  id: string,
  port: string,
): Promise<ReadonlyMap<number, readonly SqlValue[]>> => {
  const { columns, page } = await run.page(id, port, { limit: 2 * half });
  const from = columns.findIndex(({ name }) => name === 'predicted');
  return new Map(page.map(({ cells }) => [Number(cells[0]), cells.slice(from)]));
};

/** A process that has ended answers nothing. */
const ended = once(elsewhere.process, 'exit').then(() => Promise.reject(new Error('the engine process has ended')));
ended.catch(() => undefined);
const runElsewhere = (flow: Flow): Promise<FinishedRun> =>
  Promise.race([new OpenFlow(flow, elsewhere.client, place).run().finished(), ended]);

/** One run here that learns, one in another process that only predicts, for all nodes together. */
const runBoth = async (about: (typeof columnCases)[number]) => {
  const variants = variantsOf(about);
  const learned = await here.open(recipeFlow(variants, about), place).run().finished();
  const flow = recipeFlow(variants, about, 'y');
  return { learned, again: await runElsewhere(flow) };
};

const runs = new Map<string, Awaited<ReturnType<typeof runBoth>>>();
for (const about of columnCases) runs.set(about, await runBoth(about));

const cases = columnCases.flatMap((about) =>
  variantsOf(about).map(({ name, type }, index) => ({ about, name, type, index })),
);

const failureOf = (run: FinishedRun, id: string): string => {
  const { status, failure } = run.node(id);
  return failure ? `${id} ${failure.code} ${failure.message}` : `${id} ${status}`;
};

test.each(cases)('$name on columns that are $about predicts the same in another process', async ({ about, index }) => {
  const { learned, again } = runs.get(about) ?? {};
  if (!learned || !again) throw new Error('nothing ran');
  expect(failureOf(learned, `learner${index}`)).toBe(`learner${index} finished`);
  // Nothing was learned anew over there.
  expect(failureOf(again, `learner${index}`)).toBe(`learner${index} reused`);
  expect(failureOf(again, `predict${index}`)).toBe(`predict${index} finished`);
  const inFlow = await predicted(learned, `learner${index}`, 'predictions');
  const outside = await predicted(again, `predict${index}`, 'predictions');
  const moved = new Map([...outside].map(([row, values]) => [rowInFlow(row), values]));
  const shared = [...inFlow].filter(([row]) => moved.has(row));
  expect(shared.length).toBeGreaterThan(10);
  expect(shared.map(([row]) => [row, moved.get(row)])).toEqual(shared);
});

test('new rows are all predicted, whichever rows a node leaves out in the flow', async () => {
  const { again } = runs.get('mixed') ?? {};
  if (!again) throw new Error('nothing ran');
  // There are fewer groups than rows.
  const fewer = cases.filter(({ name }) => name.startsWith('clean.aggregate'));
  expect(fewer.length).toBeGreaterThan(0);
  for (const { name, index } of cases.filter((one) => one.about === 'mixed' && !fewer.includes(one)))
    expect((await predicted(again, `predict${index}`, 'predictions')).size, name).toBe(half);
});

test.each([...namesOf('mixed'), 'base', 'group'])(
  'new rows without “%s” are predicted, or refused with its name',
  { timeout: 180_000 },
  async (gone) => {
    const variants = variantsOf('mixed').filter(({ usual }) => usual);
    const run = await runElsewhere(recipeFlow(variants, 'mixed', gone));
    const outcomes = variants.map(({ name }, index) => {
      const { status, failure } = run.node(`predict${index}`);
      if (status === 'finished') return { name, said: 'predicted' };
      const named = failure?.code === 'data.columns-missing' && failure.message.includes(`“${gone}”`);
      return { name, said: named ? 'refused' : `${status} ${failure?.code} ${failure?.message}` };
    });
    expect(outcomes.filter(({ said }) => said !== 'predicted' && said !== 'refused')).toEqual([]);
    if (gone === 'base') expect(outcomes.filter(({ said }) => said === 'refused').length).toBeGreaterThan(10);
  },
);
