import { afterAll, describe, expect, test } from 'vitest';
import { type GateRule, type Metric, type Report, report } from '../../../contract/report.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { run } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';
import { parseRule } from './parse-rule.ts';

const ctx = await openContext();
afterAll(() => ctx.close());

const metric = (name: string, value: number | null, rest: Partial<Metric> = {}): Metric => ({
  name,
  part: 'test',
  value,
  n: 100,
  ...rest,
});

const scores = report('Scores', {
  metrics: [
    metric('accuracy', 0.9, { low: 0.85, high: 0.94, baseline: 0.6 }),
    metric('accuracy', 0.99, { part: 'train' }),
    metric('f1', 0.7, { class: 'yes' }),
    metric('f1', 0.8, { average: 'macro' }),
    metric('roc-auc', null),
  ],
  findings: [{ code: 'data.odd', severity: 'warning', message: 'Something is odd.' }],
});

const judged = async (rules: readonly string[], reports: readonly Report[] = [scores]): Promise<Report> =>
  (await run(node, { rules: [...rules] }, { inputs: { report: reports }, ctx }))['report'] as Report;

const outcome = async (rule: string, reports?: readonly Report[]): Promise<GateRule | undefined> =>
  (await judged([rule], reports)).gate?.rules[0];

describe('a gate', () => {
  for (const [rule, passed, measured, limit] of [
    ['test.accuracy >= 0.9', true, 0.9, 0.9],
    ['test.accuracy > 90%', false, 0.9, 0.9],
    ['accuracy >= 0.95', false, 0.9, 0.95],
    ['train.accuracy >= 0.95', true, 0.99, 0.95],
    ['lower(test.accuracy) >= 0.85', true, 0.85, 0.85],
    ['upper( accuracy ) < 0.9', false, 0.94, 0.9],
    ['test.accuracy > baseline', true, 0.9, 0.6],
    ['test.accuracy > baseline + 0.4', false, 0.9, 1],
    ['test.f1[yes] >= 0.75', false, 0.7, 0.75],
    ['test.f1 >= 0.75', true, 0.8, 0.75],
    ['findings < error', true, 0, 0],
    ['findings <= info', false, 1, 0],
  ] as const)
    test(`${passed ? 'passes' : 'fails'} ${rule}`, async () => {
      expect(await outcome(rule)).toMatchObject({ rule, passed, measured, limit });
    });

  for (const [rule, message] of [
    ['test.r2 > 0', 'No report has test.r2.'],
    ['validation.accuracy > 0', 'No report has validation.accuracy.'],
    ['test.f1[no] > 0', 'No report has test.f1[no].'],
    ['test.roc-auc > 0', 'test.roc-auc is undefined on these rows.'],
    ['lower(train.accuracy) > 0', 'train.accuracy has no interval.'],
    ['test.f1 > baseline', 'test.f1 has no baseline to compare with.'],
  ] as const)
    test(`fails ${rule} and says why`, async () => {
      expect(await outcome(rule)).toMatchObject({ passed: false, message });
    });

  test('passes only where every model does, and tells which did not', async () => {
    const both = report('Scores', {
      metrics: [metric('r2', 0.9, { model: 'Forest' }), metric('r2', 0.2, { model: 'Line' })],
    });
    expect(await outcome('r2 > 0.5', [both])).toMatchObject({ passed: false, measured: 0.2 });
    expect((await outcome('r2 > 0.5', [both]))?.message).toContain('Line: test.r2');
  });

  test('is passed when all rules are, and reports each that is not as an error', async () => {
    expect((await judged(['accuracy > 0.5', 'findings < error'])).gate?.passed).toBe(true);
    const failed = await judged(['accuracy > 0.5', 'accuracy > 0.99']);
    expect(failed.gate?.passed).toBe(false);
    expect(failed.findings).toMatchObject([{ code: 'gate.rule-failed', severity: 'error', value: 0.9, limit: 0.99 }]);
  });
});

describe('rules', () => {
  for (const text of [
    '',
    'accuracy',
    'accuracy >= high',
    'accuracy => 0.9',
    'lower(accuracy >= 0.9',
    'accuracy) >= 0.9',
    'findings < 3',
    'findings == error',
    'a.b.c > 1',
    'accuracy > 0.9; process.exit()',
    'accuracy > 1 + 1',
  ])
    test(`“${text}” is a problem before the run`, () => {
      expect(parseRule(text)).toHaveProperty('reason');
      if (node.role !== 'node') throw new Error('not a plain node');
      const { problems } = node.shape({} as never, { rules: [text] } as never);
      expect(problems).toMatchObject([{ code: 'param.invalid', severity: 'error', param: 'rules' }]);
    });

  test('about metrics that no node measures, and none at all, are warned about', () => {
    if (node.role !== 'node') throw new Error('not a plain node');
    const severities = (rules: string[]) =>
      node.shape({} as never, { rules } as never).problems?.map(({ code, severity }) => `${code} ${severity}`);
    expect(severities(['test.acuracy > 0.9'])).toEqual(['param.invalid warning']);
    expect(severities([])).toEqual(['param.required warning']);
    expect(severities(['test.roc-auc >= 0.85', 'lower(test.accuracy) >= 0.9', 'findings < error'])).toEqual([]);
  });
});
