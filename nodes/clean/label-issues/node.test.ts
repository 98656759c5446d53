import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Flow } from '../../../contract/flow.ts';
import type { JsonObject } from '../../../contract/json.ts';
import { openEngine, type TestEngine } from '../../../tests/harness/engine.ts';
import type { FinishedRun } from '../../../tests/harness/finished-run.ts';
import { sketch, withParams } from '../../../tests/harness/sketch.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

type Row = readonly (string | number | null)[];

/** Two kinds of fruit, far apart; the tenth and the seventeenth are labelled as the other one. */
const wrong = [9, 16];
const fruit: readonly Row[] = Array.from({ length: 60 }, (_, at): Row => {
  const melon = at % 2 === 1;
  const label = melon === wrong.includes(at) ? 'apple' : 'melon';
  return [`f${at}`, (melon ? 310 : 150) + ((at * 7) % 23), (melon ? 9.4 : 6.1) + ((at * 5) % 9) / 10, label];
});

interface Setting {
  readonly params?: JsonObject;
  readonly rows?: readonly Row[];
  readonly roles?: JsonObject;
}

const columns = [
  { name: 'row', type: 'text' },
  { name: 'grams', type: 'number' },
  { name: 'centimetres', type: 'number' },
  { name: 'fruit', type: 'category' },
];

const flowOf = ({ params = {}, rows = fruit, roles = { fruit: 'target', row: 'id' } }: Setting): Flow =>
  sketch({
    nodes: {
      data: { type: 'source.inline-table', params: { columns, rows: rows as never } },
      roles: { type: 'clean.columns', params: { roles } },
      labels: { type: 'clean.label-issues', params },
    },
    wires: ['data.table > roles.table', 'roles.table > labels.table'],
  });

const run = (setting: Setting = {}): Promise<FinishedRun> => engine.open(flowOf(setting)).run().expect('succeeded');

/** Rows of an output by column name. */
const rowsOf = async (
  ran: FinishedRun,
  port: string,
  node = 'labels',
): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const output = ran.output(node, port);
  if (output.kind !== 'table') throw new Error(`${port} is no table`);
  const { page } = await ran.page(node, port, { limit: 500 });
  return page.map(({ cells }) => Object.fromEntries(output.columns.map(({ name }, at) => [name, cells[at] ?? null])));
};

const codes = (ran: FinishedRun, node = 'labels'): readonly string[] => ran.node(node).findings.map(({ code }) => code);

describe('label issues', () => {
  it('are the labels that were mixed up, with a suggestion and what is in the row', async () => {
    const ran = await run();
    const issues = await rowsOf(ran, 'issues');
    expect(issues.map(({ row_key: key }) => key).sort()).toEqual(['f16', 'f9']);
    for (const issue of issues) {
      expect(issue['suggested']).not.toBe(issue['given']);
      expect(issue['self_confidence']).toBe(issue[`probability_${issue['given']}`]);
      expect(issue['self_confidence']).toBeLessThan(0.5);
      expect(issue['correction']).toBeNull();
      expect(issue['row']).toBe(issue['row_key']);
    }
    const finding = ran.node('labels').findings.find(({ code }) => code === 'data.label-issues');
    expect(finding).toMatchObject({ severity: 'warning', rows: 2, column: 'fruit' });
    expect(finding?.message).toContain('probably');
    expect(ran.metric('labels', 'label-health', 'all').value).toBeCloseTo(58 / 60, 9);
  });

  it('are flagged beside the row, in columns nobody learns from', async () => {
    const ran = await run();
    const flagged = (await rowsOf(ran, 'table')).filter(({ label_issue: issue }) => issue === true);
    expect(flagged.map(({ row }) => row)).toEqual(['f9', 'f16']);
    const output = ran.output('labels', 'table');
    const added = output.kind === 'table' ? output.columns.slice(-3) : [];
    expect(added.map(({ role }) => role)).toEqual(['ignored', 'ignored', 'ignored']);
  });

  it('leave when they are to be removed, and it is said that test rows may be among them', async () => {
    const ran = await run({ params: { action: 'remove' } });
    expect((await rowsOf(ran, 'table')).length).toBe(58);
    expect(ran.node('labels').findings.find(({ code }) => code === 'data.dropped-rows')).toMatchObject({
      severity: 'warning',
      rows: 2,
    });
  });

  it('are found by each method, and by a learner that was wired', async () => {
    for (const method of ['noise-rate', 'joint'])
      expect((await rowsOf(await run({ params: { method } }), 'issues')).length).toBe(2);
    const flow = flowOf({});
    const wired = sketch({
      nodes: {
        ...(flow.nodes as never as Readonly<Record<string, { readonly type: string }>>),
        split: 'split.train-test',
        forest: { type: 'train.random-forest', params: { trees: 20 } },
      },
      wires: [
        'data.table > roles.table',
        'roles.table > labels.table',
        'roles.table > split.table',
        'split.table > forest.table',
        'forest.learner > labels.learner',
      ],
    });
    const ran = await engine.open(wired).run().expect('succeeded');
    expect((await rowsOf(ran, 'issues')).map(({ row_key: key }) => key).sort()).toEqual(['f16', 'f9']);
    expect(ran.report('labels').facts.find(({ label }) => label === 'Judged by')?.value).toContain(
      'train.random-forest',
    );
  });

  it('are looked for among classes only', async () => {
    const opened = engine.open(flowOf({ roles: { grams: 'target' } }));
    expect(await opened.problems()).toContain('train.wrong-task labels');
    expect(await engine.open(flowOf({ roles: {} })).problems()).toContain('data.no-target labels');
  });

  it('are not looked for in a free text, or in classes with too few rows to be learned', async () => {
    const named = fruit.map(([id, grams, size]): Row => [id ?? null, grams ?? null, size ?? null, `a note on ${id}`]);
    const refused = await engine
      .open(flowOf({ rows: named }))
      .run()
      .expect('failed');
    expect(refused.node('labels').failure).toMatchObject({
      code: 'data.too-many-classes',
      message: expect.stringContaining('“fruit” has 60 classes in 60 rows'),
      hint: expect.stringContaining('free text'),
    });
  });

  it('leave rows without a label alone, and count them', async () => {
    const ran = await run({ rows: fruit.map((row, at) => (at === 3 ? [...row.slice(0, 3), null] : row)) });
    expect(ran.node('labels').findings.find(({ code }) => code === 'data.rows-without-target')).toMatchObject({
      rows: 1,
    });
    expect((await rowsOf(ran, 'table'))[3]?.['label_issue']).toBeNull();
  });
});

describe('corrections', () => {
  it('change the label, and what a person has decided is in doubt no longer', async () => {
    const ran = await run({ params: { corrections: { f9: 'melon', f16: 'melon' }, action: 'remove' } });
    const table = await rowsOf(ran, 'table');
    expect(table.length).toBe(60);
    expect(table[9]?.['fruit']).toBe('melon');
    expect(table[16]?.['fruit']).toBe('melon');
    const issues = await rowsOf(ran, 'issues');
    expect(issues.map(({ correction }) => correction)).toEqual(['melon', 'melon']);
    const decided = ran.report('labels').facts.find(({ label }) => label === 'Decided by a person')?.value;
    expect(decided).toBe('2 of 2: 1 changed, 1 kept');
  });

  it('are all that is changed when the action is review', async () => {
    const ran = await run({ params: { corrections: { f9: 'melon' }, action: 'review' } });
    const output = ran.output('labels', 'table');
    expect(output.kind === 'table' && output.columns.map(({ name }) => name)).toEqual(columns.map(({ name }) => name));
    expect((await rowsOf(ran, 'table')).map(({ fruit: label }) => label)).toEqual(
      fruit.map(([, , , label], at) => (at === 9 ? 'melon' : label)),
    );
  });

  it('find their row again by its content when rows come before it', async () => {
    const roles = { fruit: 'target', row: 'ignored' };
    const first = await rowsOf(await run({ roles }), 'issues');
    const key = String(first.find(({ row }) => row === 'f9')?.['row_key']);
    expect(key).toMatch(/^[0-9a-f]{16}$/);
    const more: readonly Row[] = [['new', 155.5, 6.15, 'apple'], ['newer', 321.5, 9.95, 'melon'], ...fruit];
    const ran = await run({ roles, rows: more, params: { corrections: { [key]: 'melon' } } });
    expect((await rowsOf(ran, 'table')).find(({ row }) => row === 'f9')?.['fruit']).toBe('melon');
    expect(codes(ran)).not.toContain('data.correction-gone');
  });

  it('tell rows of equal content apart by number', async () => {
    const roles = { fruit: 'target', row: 'ignored' };
    const twice: readonly Row[] = [...fruit, ['twin', ...(fruit[9] ?? []).slice(1)]];
    const keys = (await rowsOf(await run({ roles, rows: twice }), 'issues')).map(({ row_key: key }) => String(key));
    const [plain] = keys.filter((key) => keys.includes(`${key}-2`));
    expect(plain).toBeDefined();
    const ran = await run({ roles, rows: twice, params: { corrections: { [`${plain}-2`]: 'melon' } } });
    const labels = (await rowsOf(ran, 'table')).filter(({ row }) => row === 'f9' || row === 'twin');
    expect(labels.map(({ fruit: label }) => label)).toEqual(['apple', 'melon']);
  });

  it('whose row is gone are said and kept', async () => {
    const ran = await run({ params: { corrections: { f9: 'melon', nobody: 'apple' } } });
    const finding = ran.node('labels').findings.find(({ code }) => code === 'data.correction-gone');
    expect(finding).toMatchObject({ severity: 'warning', rows: 1, examples: ['nobody → apple'] });
    expect((await rowsOf(ran, 'table'))[9]?.['fruit']).toBe('melon');
  });

  it('that the target can not hold are said', async () => {
    const yes = fruit.map(
      ([id, grams, size, label]): Row => [id ?? null, grams ?? null, size ?? null, String(label === 'melon')],
    );
    const boolean = columns.map((column) => (column.name === 'fruit' ? { name: 'fruit', type: 'boolean' } : column));
    const flow = withParams(flowOf({ rows: yes, params: { corrections: { f9: 'true', f16: 'perhaps' } } }), 'data', {
      columns: boolean,
    });
    const ran = await engine.open(flow).run().expect('succeeded');
    expect(ran.node('labels').findings.find(({ code }) => code === 'data.conversion-failed')).toMatchObject({
      rows: 1,
    });
    expect((await rowsOf(ran, 'table'))[9]?.['fruit']).toBe(true);
  });

  it('have texts that SQL would trip over', async () => {
    const ran = await run({ params: { corrections: { f9: `o'"; DROP`, "x'": 'y' } } });
    expect((await rowsOf(ran, 'table'))[9]?.['fruit']).toBe(`o'"; DROP`);
  });
});

describe('behind and before a split', () => {
  const around = (before: boolean, action: string): Flow =>
    sketch({
      nodes: {
        data: { type: 'source.inline-table', params: { columns, rows: fruit as never } },
        roles: { type: 'clean.columns', params: { roles: { fruit: 'target', row: 'id' } } },
        labels: { type: 'clean.label-issues', params: { action, corrections: { f9: 'melon' } } },
        split: 'split.train-test',
        scale: 'clean.scale',
        logistic: 'train.logistic-regression',
        search: { type: 'tune.search', params: { trials: 2, folds: 3 } },
        predict: 'evaluate.predict',
      },
      wires: [
        'data.table > roles.table',
        ...(before
          ? ['roles.table > split.table', 'split.table > labels.table', 'labels.table > scale.table']
          : ['roles.table > labels.table', 'labels.table > split.table', 'split.table > scale.table']),
        'scale.table > logistic.table',
        'scale.table > search.table',
        'logistic.learner > search.learners',
        'search.model > predict.model',
        'data.table > predict.table',
      ],
    });

  it.each([
    { before: true, action: 'flag' },
    { before: true, action: 'remove' },
    { before: false, action: 'flag' },
    { before: false, action: 'remove' },
  ])(
    'folds and models go on with the rows that are left: split before $before, $action',
    async ({ before, action }) => {
      const ran = await engine.open(around(before, action)).run().expect('succeeded');
      const model = ran.output('search', 'model');
      expect(model.kind === 'model' && model.recipe.map(({ title }) => title)).not.toContain('Label issues');
      // The node is left out when predicting: every raw row gets a prediction.
      const predicted = ran.output('predict', 'predictions');
      expect(predicted.kind === 'predictions' && predicted.rows).toBe(60);
      const scores = ran.report('search').metrics.map(({ value }) => value ?? 0);
      // Folds are made of the cleaned rows, where the two fruits never look alike.
      if (action === 'remove') expect(Math.min(...scores)).toBe(1);
      expect(codes(ran)).not.toContain('leak.not-refitted');
    },
  );

  it('folds without the node are worse, as the wrong labels are in them', async () => {
    const flow = around(true, 'remove');
    const edges = flow.edges
      .filter(({ to }) => to !== 'labels.table')
      .map(({ from, to }) => ({ from: from === 'labels.table' ? 'split.table' : from, to }));
    const { labels: _, ...nodes } = flow.nodes;
    const ran = await engine
      .open({ ...flow, nodes, edges })
      .run()
      .expect('succeeded');
    const scores = ran.report('search').metrics.map(({ value }) => value ?? 0);
    expect(Math.min(...scores)).toBeLessThan(1);
  });

  it('test rows are not looked at', async () => {
    const ran = await engine.open(around(true, 'flag')).run().expect('succeeded');
    const { page } = await ran.page('labels', 'table', { limit: 100 });
    const output = ran.output('labels', 'table');
    const at = output.kind === 'table' ? output.columns.findIndex(({ name }) => name === 'self_confidence') : -1;
    for (const { part, cells } of page) expect(cells[at] === null).toBe(part !== 'train');
  });

  it('what was learned between the split and the node is said not to be learned anew', async () => {
    const flow = around(true, 'flag');
    const moved = {
      ...flow,
      edges: flow.edges.map((edge) => {
        const other: Readonly<Record<string, string>> = {
          'labels.table': 'scale.table',
          'scale.table': 'labels.table',
        };
        return { from: other[edge.from] ?? edge.from, to: other[edge.to] ?? edge.to };
      }),
    } as Flow;
    const ran = await engine.open(moved).run().expect('succeeded');
    expect(codes(ran)).toContain('leak.not-refitted');
  });
});
