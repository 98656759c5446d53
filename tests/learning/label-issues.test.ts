import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../algorithms/random/random.ts';
import type { SqlValue } from '../../contract/context.ts';
import { judgeLabels } from '../../nodes/clean/label-issues/judge-labels.ts';
import { column, tableOf } from './flow-by-hand.ts';
import { logistic } from './logistic.ts';
import { type OpenStep, openStep } from './open-step.ts';

let step: OpenStep;
beforeAll(async () => {
  step = await openStep();
});
afterAll(() => step.close());

const [header = '', ...lines] = readFileSync(new URL('../../resources/data/breast-cancer.csv', import.meta.url), 'utf8')
  .trim()
  .split(/\r?\n/);
const names = header.split(',');
const columns = names.map((name) =>
  name === 'target' ? column(name, 'category', 'target') : column(name, 'number', 'feature'),
);
const trueRows = lines.map((line) =>
  line.split(',').map((cell, at): SqlValue => (names[at] === 'target' ? cell : Number(cell))),
);

interface Found {
  readonly precision: number;
  readonly recall: number;
  /** Of 1 − self-confidence as a score for “flipped”. */
  readonly auroc: number;
}

const share = (part: number, whole: number): number => part / whole;

const ranking = (scores: Float64Array, flipped: readonly boolean[]): number => {
  let ahead = 0;
  let pairs = 0;
  for (const [bad, isBad] of flipped.entries())
    for (const [good, isGood] of flipped.entries()) {
      if (!isBad || isGood) continue;
      const difference = (scores[bad] as number) - (scores[good] as number);
      ahead += difference > 0 ? 1 : difference === 0 ? 0.5 : 0;
      pairs += 1;
    }
  return ahead / pairs;
};

const flipTenth = async (seed: number): Promise<Found> => {
  const random = createRandom(seed);
  const flipped = trueRows.map(() => random.next() < 0.1);
  const rows = trueRows.map((row, at) =>
    flipped[at] ? [...row.slice(0, -1), row.at(-1) === 'benign' ? 'malignant' : 'benign'] : row,
  );
  const table = await tableOf(step.context, columns, rows);
  const seen = await step.learning.outOfFold(logistic, table, { k: 5, seed });
  const { flags, confidence } = judgeLabels(seen, { method: 'both', collision: 'passing' });
  const hits = flipped.filter((bad, at) => bad && flags[at]).length;
  return {
    precision: share(
      hits,
      flags.reduce((sum, flag) => sum + flag, 0),
    ),
    recall: share(hits, flipped.filter(Boolean).length),
    auroc: ranking(
      confidence.map((value) => 1 - value),
      flipped,
    ),
  };
};

test('of a tenth of the labels flipped, most are found, and most that is found was flipped', async () => {
  const found: Found[] = [];
  for (const seed of [1, 2, 3, 4, 5]) found.push(await flipTenth(seed));
  const mean = (of: (one: Found) => number): number => found.reduce((sum, one) => sum + of(one), 0) / found.length;
  expect(mean(({ precision }) => precision)).toBeGreaterThanOrEqual(0.8);
  expect(mean(({ recall }) => recall)).toBeGreaterThanOrEqual(0.85);
  expect(mean(({ auroc }) => auroc)).toBeGreaterThanOrEqual(0.98);
}, 60_000);
