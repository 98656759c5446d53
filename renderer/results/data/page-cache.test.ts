import { expect, test } from 'vitest';
import type { TablePage } from '../../../contract/api.ts';
import { createPageCache, type PageCacheOptions } from './page-cache.ts';

const rows = 1000;

const pageAt = (offset: number, limit: number): TablePage => ({
  columns: [{ name: 'place', type: 'integer', role: 'feature' }],
  rows,
  offset,
  page: Array.from({ length: Math.max(0, Math.min(limit, rows - offset)) }, (_, index) => ({
    row: offset + index,
    cells: [offset + index],
  })),
});

interface Asked {
  readonly offset: number;
  readonly signal: AbortSignal;
  answer(): void;
  refuse(failure: unknown): void;
}

const table = (changed: Partial<PageCacheOptions> = {}) => {
  const asked: Asked[] = [];
  let changes = 0;
  const cache = createPageCache({
    pageRows: 100,
    keep: 4,
    load: (offset, limit, signal) =>
      new Promise((resolve, reject) => {
        asked.push({ offset, signal, answer: () => resolve(pageAt(offset, limit)), refuse: reject });
      }),
    changed: () => {
      changes++;
    },
    ...changed,
  });
  const answerAll = async () => {
    for (const one of asked.splice(0)) one.answer();
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
  };
  return { cache, asked, answerAll, changes: () => changes };
};

test('rows are there once their page has come, and somebody is told', async () => {
  const { cache, answerAll, changes } = table();
  cache.want({ first: 0, last: 20 });
  expect(cache.row(3)).toBeUndefined();
  await answerAll();
  expect(cache.row(3)).toEqual({ row: 3, cells: [3] });
  expect(cache.rows).toBe(rows);
  expect(changes()).toBe(1);
});

test('the pages before and after what is seen are fetched ahead, never beyond the ends', async () => {
  const { cache, asked, answerAll } = table();
  cache.want({ first: 0, last: 20 });
  await answerAll();
  cache.want({ first: 0, last: 20 });
  expect(asked.map(({ offset }) => offset)).toEqual([100]);
  await answerAll();
  cache.want({ first: 950, last: 999 });
  expect(asked.map(({ offset }) => offset)).toEqual([900, 800]);
});

test('one page more is fetched where the reader is heading', async () => {
  const { cache, asked, answerAll } = table();
  cache.want({ first: 300, last: 320 });
  await answerAll();
  cache.want({ first: 320, last: 340 });
  expect(asked.map(({ offset }) => offset)).toEqual([400, 200, 500]);
  await answerAll();
  cache.want({ first: 310, last: 330 });
  expect(asked.map(({ offset }) => offset)).toEqual([100]);
});

test('a page is asked for once while it is under way', () => {
  const { cache, asked } = table();
  cache.want({ first: 0, last: 20 });
  cache.want({ first: 10, last: 30 });
  expect(asked).toHaveLength(1);
});

test('requests for rows that are no longer near are given up', async () => {
  const { cache, asked, answerAll } = table();
  cache.want({ first: 0, last: 20 });
  await answerAll();
  cache.want({ first: 300, last: 320 });
  const early = [...asked];
  cache.want({ first: 800, last: 820 });
  expect(early.length).toBeGreaterThan(0);
  expect(early.every(({ signal }) => signal.aborted)).toBe(true);
});

test('the pages used longest ago are forgotten', async () => {
  const { cache, answerAll } = table();
  for (const first of [0, 300, 600, 900]) {
    cache.want({ first, last: first + 10 });
    await answerAll();
  }
  expect(cache.row(5)).toBeUndefined();
  expect(cache.row(905)).toEqual({ row: 905, cells: [905] });
});

test('a failure is kept until somebody retries', async () => {
  const { cache, asked } = table();
  cache.want({ first: 0, last: 10 });
  asked[0]?.refuse('gone');
  await new Promise<void>((resolve) => setTimeout(resolve, 0));
  expect(cache.failure).toBe('gone');
  cache.want({ first: 0, last: 10 });
  expect(asked).toHaveLength(1);
  cache.retry();
  cache.want({ first: 0, last: 10 });
  expect(asked).toHaveLength(2);
});

test('a closed cache gives everything up and hears no late answer', async () => {
  const { cache, asked, answerAll, changes } = table();
  cache.want({ first: 0, last: 10 });
  const [only] = asked;
  cache.close();
  await answerAll();
  expect(only?.signal.aborted).toBe(true);
  expect(changes()).toBe(0);
});
