import { expect, test } from 'vitest';
import type { Branch, Condition } from './tree-branch.ts';
import { rulesOf } from './tree-rules.ts';

const over = (column: string, limit: number, missing = false): Condition => ({ column, side: '>', limit, missing });
const upTo = (column: string, limit: number, missing = false): Condition => ({ column, side: '≤', limit, missing });
const end = (value: number): Branch => ({ values: [value] });

test('of several conditions on one side of a column the narrowest is told, and missing only where all let it pass', () => {
  const tree: Branch = {
    yes: { condition: upTo('age', 60), branch: end(1) },
    no: {
      condition: over('age', 60, true),
      branch: {
        yes: { condition: upTo('age', 90), branch: end(2) },
        no: {
          condition: over('age', 90, true),
          branch: {
            yes: { condition: { column: 'plan', levels: ['basic', 'plus'], missing: true }, branch: end(3) },
            no: { condition: { column: 'plan', levels: ['pro', 'team', 'x', 'y'], missing: false }, branch: end(4) },
          },
        },
      },
    },
  };
  expect(rulesOf(tree).map(({ where, values }) => `${values[0]}: ${where}`)).toEqual([
    '1: age ≤ 60',
    '2: age > 60 and age ≤ 90',
    '3: age > 90 (or missing) and plan is basic, plus (or missing)',
    '4: age > 90 (or missing) and plan is pro, team and 2 more',
  ]);
  expect(rulesOf(end(5))).toEqual([{ where: 'always', values: [5] }]);
});
