import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../contract/json.ts';
import type { SuggestionNews } from '../../contract/suggestion.ts';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import { sketch } from '../harness/sketch.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine({ workers: 0 });
});
afterAll(() => engine.close());

const towns = ['Rome', 'Rome', 'rome', 'Oslo', 'OSLO', 'Oslo'];
const flowOf = (type: string, params: JsonObject) =>
  sketch({
    nodes: {
      data: {
        type: 'source.inline-table',
        params: {
          columns: [
            { name: 'town', type: 'category' },
            { name: 'age', type: 'integer' },
          ],
          rows: towns.map((town, i) => [town, 20 + i]),
        },
      },
      split: { type: 'split.train-test', params: { shuffle: false, test: 0.34, validation: 0 } },
      step: { type, params },
    },
    wires: ['data.table > split.table', 'split.table > step.table'],
  });

/** All that comes until the suggestions have come, or nobody listens any more. */
const asked = async (type: string, params: JsonObject = {}, { enough = 1000 } = {}) => {
  const abort = new AbortController();
  const open = engine.open(flowOf(type, params));
  const run = await open.run({ only: 'split' }).expect('succeeded');
  const came = run.node('split').outputs['table'];
  const news: SuggestionNews[] = [];
  const hear = (one: SuggestionNews): void => {
    if (news.push(one) >= enough) abort.abort();
  };
  const request = {
    place: open.place,
    flow: open.flow,
    node: 'step',
    handle: came && 'handle' in came ? came.handle : '',
  };
  await engine.client.stream('engine.suggest', request, hear, abort.signal);
  return news;
};

const textsOf = (news: readonly SuggestionNews[]): readonly string[] => {
  const last = news.at(-1);
  return last?.news === 'suggestions' ? last.suggestions.map(({ text }) => text) : [];
};

test('rules are learned from what comes in, without those that the node has, and say how far they are', async () => {
  const news = await asked('clean.validate', { rules: ['age not null'], onError: 'quarantine' });
  expect(textsOf(news)).toEqual(
    expect.arrayContaining(['rows >= 3', 'town required', 'town not null', 'age unique', 'age between 20 and 25']),
  );
  expect(textsOf(news)).not.toContain('age not null');
  expect(news.filter((one) => one.news === 'progress')).toHaveLength(2);
});

test('a node that learns makes its suggestions from training rows only', async () => {
  const news = await asked('clean.rare-levels');
  expect(news.at(-1)).toEqual({
    news: 'suggestions',
    rows: 4,
    suggestions: [{ group: 'town', text: 'rome → Rome', detail: '1 and 2 rows', value: { rome: 'Rome' } }],
  });
});

test('a node that suggests nothing, and settings that are wrong, are said', async () => {
  await expect(asked('clean.scale')).rejects.toMatchObject({ code: 'flow.unknown-node' });
  await expect(asked('clean.rare-levels', { maxLevels: -1 })).rejects.toMatchObject({ code: 'param.invalid' });
});

test('whoever no longer listens gets nothing more', async () => {
  const news = await asked('clean.validate', {}, { enough: 1 });
  expect(news.map((one) => one.news)).toEqual(['progress']);
});
