import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { problemTexts } from '../../contract/problem-texts.ts';
import { isTest, root, sourceFiles } from './source-files.ts';

const files = sourceFiles().filter(
  ({ path }) => !path.endsWith('problem-codes.test.ts') && path !== 'contract/problem-texts.ts',
);
const product = files.filter(({ path }) => !isTest(path));
const tests = files.filter(({ path }) => isTest(path));
const codes = Object.keys(problemTexts);
const unmentioned = (where: typeof files): string[] =>
  codes.filter((code) => !where.some(({ text }) => text.includes(code)));

test('every problem code is uttered somewhere', () => {
  expect(unmentioned(product)).toEqual([]);
});

test('every problem code has a test that provokes it', () => {
  expect(unmentioned(tests)).toEqual([]);
});

test('every problem says what happened in at most two sentences, and what to do next', () => {
  for (const [code, { message, hint }] of Object.entries(problemTexts)) {
    expect(message.split(/[.!?](?:\s|$)/).filter(Boolean).length, code).toBeLessThanOrEqual(2);
    expect(hint.length, code).toBeGreaterThan(5);
    expect(code).toMatch(/^(flow|param|data|leak|train|resource|file|network|request|run|result|internal)\.[a-z-]+$/);
  }
});

test('the documents mention only codes that exist', () => {
  for (const name of ['README.md', 'docs/architecture.md', 'docs/command-line.md', 'docs/adding-a-node.md']) {
    const text = readFileSync(`${root}/${name}`, 'utf8');
    const named = [...text.matchAll(/'((?:flow|param|data|leak|train|resource)\.[a-z-]+)'/g)].map(
      (match) => match[1] ?? '',
    );
    expect(
      named.filter((code) => !codes.includes(code)),
      name,
    ).toEqual([]);
  }
});
