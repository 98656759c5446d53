import { createRandom } from '../../algorithms/random/random.ts';

export type Target = 'class' | 'value';

/** A table with columns of every kind a transform learns from, gaps included. `class` and `value` may be the target. */
export const header = ['amount', 'age', 'colour', 'town', 'class', 'value'] as const;
export type Row = Readonly<Record<(typeof header)[number], string>>;

const colours = ['red', 'green', 'blue'];

export const madeUpRows = (count: number, seed = 11): readonly Row[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const amount = random.normal() * 10;
    const age = random.below(60) + 20;
    const colour = random.below(3);
    const score = amount / 10 + colour - 1 + random.normal() / 2;
    return {
      amount: random.next() < 0.1 ? '' : amount.toFixed(3),
      age: random.next() < 0.05 ? '' : `${age}.5`,
      colour: random.next() < 0.05 ? '' : (colours[colour] ?? ''),
      town: `town ${random.below(30)}`,
      class: score > 0.6 ? 'high' : score > -0.6 ? 'middle' : 'low',
      value: (score * 3 + age / 30).toFixed(4),
    };
  });
};

/** The row with everything wrong in it that a transform or a learner could take note of. */
const poisonedRow = (row: Row, index: number): Row => ({
  amount: `${(index % 2 === 0 ? 1 : -1) * 98765.25}`,
  age: index % 3 === 0 ? '' : '4321.5',
  colour: index % 2 === 0 ? 'poison' : 'red',
  town: `elsewhere ${index % 5}`,
  class: row.class === 'low' ? 'high' : 'low',
  value: `${(index % 2 === 0 ? -1 : 1) * 54321.5}`,
});

export const poisoned = (rows: readonly Row[], where: ReadonlySet<number>): readonly Row[] =>
  rows.map((row, index) => (where.has(index) ? poisonedRow(row, index) : row));

export const csvText = (rows: readonly Row[]): string =>
  [header.join(','), ...rows.map((row) => header.map((name) => row[name]).join(','))].join('\n');
