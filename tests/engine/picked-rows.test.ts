import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../contract/report.ts';
import type { RowCondition, RowPick } from '../../contract/row-pick.ts';
import type { PredictionsSummary, ReportSummary } from '../../contract/run-event.ts';
import { type OpenFlow, openEngine, type TestEngine } from '../harness/engine.ts';
import type { FinishedRun } from '../harness/finished-run.ts';
import { sketch } from '../harness/sketch.ts';

let engine: TestEngine;
let flow: OpenFlow;
let run: FinishedRun;

beforeAll(async () => {
  engine = await openEngine();
  flow = engine.open(
    sketch({
      nodes: {
        flowers: { type: 'source.sample', params: { name: 'iris' } },
        split: { type: 'split.train-test', params: { test: 0.3 } },
        tree: { type: 'train.random-forest', params: { trees: 10 } },
        scores: 'evaluate.classification-metrics',
        numbers: { type: 'source.sample', params: { name: 'linear', rows: 400 } },
        cut: 'split.train-test',
        line: 'train.linear-regression',
        errors: 'evaluate.regression-metrics',
      },
      wires: [
        'flowers.table > split.table',
        'split.table > tree.table',
        'tree.predictions > scores.predictions',
        'numbers.table > cut.table',
        'cut.table > line.table',
        'line.predictions > errors.predictions',
      ],
    }),
  );
  run = await flow.run().expect('succeeded');
}, 60_000);
afterAll(() => engine.close());

const picksIn = ({ figures, tables, findings }: Report): readonly RowPick[] => [
  ...figures.flatMap(({ picks }) => picks ?? []),
  ...tables.flatMap(({ picks }) => picks?.filter((pick) => pick !== null) ?? []),
  ...findings.flatMap(({ pick }) => pick ?? []),
];

const page = (handle: string, where: readonly RowCondition[], more: { readonly beside?: string } = {}) =>
  flow.client.call('engine.page', { place: flow.place, handle, where: [...where], ...more });

test.each(['scores', 'errors'])('each mark of the report of %s stands for as many rows as it says', async (node) => {
  const { report, sources } = run.output(node, 'report') as ReportSummary;
  const picks = picksIn(report);
  expect(picks.length).toBeGreaterThan(5);
  for (const { label, rows, where, input, at } of picks) {
    const found = await page(sources?.[`${input}.${at}`]?.handle ?? '', where);
    expect([label, found.rows]).toEqual([label, rows]);
    expect(found.page).toHaveLength(rows);
  }
});

test('the cells of a confusion matrix hold each row of the part once', async () => {
  const { figures } = run.report('scores');
  const confusion = figures.find(({ name }) => name === 'confusion');
  expect(confusion?.picks?.reduce((sum, { rows }) => sum + rows, 0)).toBe(run.metric('scores', 'accuracy').n);
  const spec = confusion?.spec as unknown as { data: { values: { pick?: number; rows: number }[] } } | undefined;
  for (const { pick, rows } of spec?.data.values ?? [])
    expect(pick === undefined ? 0 : confusion?.picks?.[pick]?.rows).toBe(rows);
});

test('beside predictions stand the columns of the rows they are about, without the target', async () => {
  const { handle, about } = run.output('tree', 'predictions') as PredictionsSummary;
  const [pick] = picksIn(run.report('scores'));
  const found = await page(handle, pick?.where ?? [], { beside: about ?? '' });
  const names = found.columns.map(({ name }) => name);
  expect(names.slice(0, 4)).toEqual(['row', 'part', 'actual', 'predicted']);
  expect(names).toContain('petal_length');
  expect(names).not.toContain('target');
  const whole = await flow.client.call('engine.page', { place: flow.place, handle: about ?? '', limit: 1000 });
  const [first] = found.page;
  const same = whole.page.find(({ row }) => row === first?.row);
  const column = (columns: typeof found.columns) => columns.findIndex(({ name }) => name === 'petal_length');
  expect(first?.cells[column(found.columns)]).toBe(same?.cells[column(whole.columns)]);
});

test('an area of a scatter plot holds the rows within both of its ranges', async () => {
  const { report, sources } = run.output('errors', 'report') as ReportSummary;
  const brush = report.figures.find(({ name }) => name === 'residuals')?.brush;
  const handle = sources?.['predictions.0']?.handle ?? '';
  const all = await page(handle, brush?.where ?? []);
  const [low, high] = [-1, 1];
  const within = await page(handle, [
    ...(brush?.where ?? []),
    { of: brush?.y.of ?? { column: '' }, from: low, to: high },
  ]);
  const residual = ({ cells }: (typeof all.page)[number]) => Number(cells[3]) - Number(cells[2]);
  const expected = all.page.filter((row) => residual(row) >= low && residual(row) <= high).map(({ row }) => row);
  expect(within.page.map(({ row }) => row)).toEqual(expected);
  expect(expected.length).toBeGreaterThan(0);
});

test('a choice of rows can be sorted and read page by page', async () => {
  const { handle } = run.output('line', 'predictions');
  const where: RowCondition[] = [{ of: { column: 'part' }, in: ['test', 'validation'] }];
  const sort = { column: 'predicted', descending: true };
  const pages = await Promise.all(
    [0, 50].map((offset) =>
      flow.client.call('engine.page', { place: flow.place, handle, where, sort, offset, limit: 50 }),
    ),
  );
  const values = pages.flatMap((one) => one.page.map(({ cells }) => Number(cells[3])));
  expect(values).toHaveLength(100);
  expect(values).toEqual([...values].sort((a, b) => b - a));
});

test('summaries of a choice of rows are of those rows', async () => {
  const { handle } = run.output('tree', 'predictions');
  const where: RowCondition[] = [{ of: { column: 'actual' }, in: ['setosa'] }];
  const summary = await flow.client.call('engine.summary', { place: flow.place, handle, where });
  expect(summary.find(({ column }) => column === 'actual')?.bars).toHaveLength(1);
});

test('the largest of several columns can be looked at', async () => {
  const { handle, classes } = run.output('tree', 'predictions') as PredictionsSummary;
  const largest = classes.map((name) => `probability_${name}`);
  const certain = await page(handle, [{ of: { largest }, from: 1 }]);
  const uncertain = await page(handle, [{ of: { largest }, below: 1 }]);
  expect(certain.rows).toBeGreaterThan(0);
  expect(certain.rows + uncertain.rows).toBe((await page(handle, [])).rows);
});

test('a condition is data: what it says of columns and values is never read as SQL', async () => {
  const { handle } = run.output('tree', 'predictions');
  const named = page(handle, [{ of: { column: 'part" = part OR "part' }, in: ['test'] }]);
  await expect(named).rejects.toMatchObject({ code: 'data.column-missing' });
  const valued = await page(handle, [{ of: { column: 'part' }, in: ["' OR true OR '"] }]);
  expect(valued.rows).toBe(0);
  const strange = { of: { column: 'part' }, sql: 'true' } as unknown as RowCondition;
  await expect(page(handle, [strange])).rejects.toMatchObject({ code: 'request.invalid' });
  await expect(page(handle, [], { beside: 'nowhere.table' })).rejects.toMatchObject({ code: 'result.gone' });
});
