import { afterAll, expect, test } from 'vitest';
import { catalogueEntry } from '../../contract/catalogue.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { NodeDefinition } from '../../contract/node.ts';
import { problemTexts } from '../../contract/problem-texts.ts';
import { nodes } from '../../nodes/index.ts';
import { openEngine } from '../harness/engine.ts';
import { edgeTables, ordinaryTable } from './fixtures.ts';
import { flowAround, taskFor } from './node-flow.ts';

const engine = await openEngine({ workers: 0 });
afterAll(() => engine.close());

const fed = Object.entries(nodes).filter(([, { inputs }]) => Object.keys(inputs).length > 0);
const cases = fed.flatMap(([type, definition]) =>
  Object.entries(edgeTables(taskFor(type))).map(([name, fixture]) => ({ type, definition, name, fixture })),
);

/** Everything that ended badly, with its code; a failure of our own making is never among what may happen. */
const outcome = async (
  type: string,
  definition: NodeDefinition,
  fixture: Parameters<typeof flowAround>[0]['fixture'],
  params: JsonObject = {},
) => {
  const opened = engine.open(flowAround({ type, definition, fixture, params }));
  const { problems } = await opened.check();
  const run = await opened.run().finished();
  const failures = Object.values(run.state.nodes).flatMap(({ failure }) => (failure ? [failure] : []));
  return { problems, run, failures };
};

test.each(cases)('$type on $name: works, or says in a known code why not', async ({ type, definition, fixture }) => {
  const { problems, run, failures } = await outcome(type, definition, fixture);
  expect(failures.filter(({ code }) => code.startsWith('internal.'))).toEqual([]);
  for (const { code } of failures) expect(Object.keys(problemTexts)).toContain(code);
  if (run.node('it').status === 'finished' || run.node('it').status === 'reused') return;
  // It did not come to its turn: then something before it, or a problem of the flow, says why.
  expect(failures.length + problems.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0);
});

const goneFor: Readonly<Record<string, Json>> = {
  column: 'gone column',
  columns: ['gone column'],
  'column-roles': { 'gone column': 'id' },
  'column-types': { 'gone column': 'number' },
  'column-names': { 'gone column': 'new name' },
};

const pickers = fed.flatMap(([type, definition]) =>
  Object.entries((catalogueEntry(type, definition).params['properties'] ?? {}) as Record<string, JsonObject>).flatMap(
    ([param, property]) => {
      const value = goneFor[String(property['widget'])];
      return value === undefined ? [] : [{ type, definition, param, value }];
    },
  ),
);

test('there are settings that name columns', () => {
  expect(pickers.length).toBeGreaterThan(5);
});

test.each(pickers)(
  '$type: a column gone from “$param” is said while editing and when run',
  async ({ type, definition, param, value }) => {
    const { problems, run, failures } = await outcome(type, definition, ordinaryTable(taskFor(type)), {
      [param]: value,
    });
    expect(failures.filter(({ code }) => code.startsWith('internal.'))).toEqual([]);
    const mentions = problems.filter(({ node, message }) => node === 'it' && message.includes('gone column'));
    expect(mentions.length).toBeGreaterThan(0);
    const said = [...run.node('it').findings, ...failures].filter(({ message }) => message.includes('gone column'));
    if (run.node('it').status === 'finished') expect(said.length).toBeGreaterThan(0);
  },
);
