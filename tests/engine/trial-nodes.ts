import { z } from 'zod';
import { unsplit } from '../../contract/column.ts';
import { defineNode, defineSource, defineTransform, type Nodes } from '../../contract/node.ts';
import { port } from '../../contract/ports.ts';
import { fail } from '../../contract/problem.ts';
import { report } from '../../contract/report.ts';

const words = (title: string) => ({ title, description: title, keywords: [], version: 1 });
const none = z.object({});
const columns = [
  { name: 'x', type: 'number', role: 'feature' },
  { name: 'y', type: 'category', role: 'target' },
] as const;

const numbersSql = (rows: number): string =>
  `SELECT (i % 97)::DOUBLE AS x, CASE WHEN i % 97 > 48 THEN 'high' ELSE 'low' END AS y FROM range(${rows}) r(i)`;

/** Nodes that do what no real one should, for tests of what the engine makes of it. */
export const trialNodes: Nodes = {
  'source.trial-numbers': defineSource({
    ...words('Numbers'),
    params: z.object({ rows: z.int().min(0).default(100) }),
    inspect: async ({ rows }) => ({ kind: 'table', columns, split: unsplit, rows }),
    read: async ({ rows }, { tables }) => ({ table: await tables.create(numbersSql(rows), columns) }),
  }),
  'source.trial-endless': defineSource({
    ...words('Endless'),
    params: none,
    inspect: async () => ({ kind: 'table', columns, split: unsplit }),
    read: async (_, { tables }) => {
      await tables.rows('SELECT sum(hash(a.range * b.range) % 7) FROM range(10000000) a, range(10000000) b');
      return { table: await tables.create(numbersSql(1), columns) };
    },
  }),
  'clean.trial-breaks': defineTransform({
    ...words('Breaks'),
    kind: 'row',
    params: z.object({ internal: z.boolean().default(false) }),
    shape: (table) => ({ outputs: { table } }),
    apply: async (_, __, { internal }) => {
      throw internal ? new Error('a fault of the node') : fail('data.no-rows');
    },
  }),
  'clean.trial-add': defineTransform({
    ...words('Add'),
    kind: 'row',
    params: z.object({ amount: z.number().default(1) }),
    shape: (table) => ({ outputs: { table } }),
    apply: async (table, _, { amount }, ctx) => ({
      table: await ctx.tables.derive(
        table,
        `SELECT * REPLACE (x + ${Number(amount)} AS x) FROM ${table.relation}`,
        table.columns,
      ),
    }),
  }),
  'clean.trial-mean': defineTransform({
    ...words('Mean'),
    kind: 'fitted',
    params: none,
    shape: (table) => ({ outputs: { table } }),
    fit: async (table, _, ctx) => {
      const [row] = await ctx.tables.rows(`SELECT count(*) AS rows, avg(x) AS mean FROM ${table.relation}`);
      return { rows: Number(row?.['rows']), mean: Number(row?.['mean']) };
    },
    apply: async (table, { mean }, _, ctx) => ({
      table: await ctx.tables.derive(
        table,
        `SELECT * REPLACE (x - ${Number(mean)} AS x) FROM ${table.relation}`,
        table.columns,
      ),
    }),
  }),
  'clean.trial-doubled': defineTransform({
    ...words('Doubled'),
    kind: 'training',
    params: none,
    shape: (table) => ({ outputs: { table } }),
    apply: async (table, _, __, ctx) => ({
      table: await ctx.tables.derive(
        table,
        `SELECT * FROM ${table.relation} UNION ALL BY NAME SELECT * REPLACE (__row + 1000000 AS __row) FROM ${table.relation}`,
        table.columns,
      ),
    }),
  }),
  'evaluate.trial-gate': defineNode({
    ...words('Gate'),
    params: z.object({ most: z.number().default(0) }),
    inputs: { table: port.table() },
    outputs: { report: port.report() },
    shape: () => ({ outputs: { report: { kind: 'report' } } }),
    run: async ({ table }, { most }, ctx) => {
      ctx.finding({ code: 'trial.counted', severity: 'info', message: 'Rows were counted.', rows: table.rows });
      const passed = table.rows <= most;
      const rule = { rule: 'rows', passed, measured: table.rows, limit: most, message: 'Not too many rows.' };
      return { report: report('Gate', { gate: { passed, rules: [rule] } }) };
    },
  }),
  'evaluate.trial-talks': defineNode({
    ...words('Talks'),
    params: z.object({ points: z.int().default(5000) }),
    inputs: { table: port.table() },
    outputs: { report: port.report() },
    shape: () => ({ outputs: { report: { kind: 'report' } } }),
    run: async (_, { points }, ctx) => {
      for (let step = 0; step < points; step++) ctx.metric('loss', step, 1 / (step + 1));
      return { report: report('Talked') };
    },
  }),
  'evaluate.trial-journal': defineNode({
    ...words('Journal'),
    params: z.object({ stop: z.boolean().default(false) }),
    inputs: { table: port.table() },
    outputs: { report: port.report() },
    shape: () => ({ outputs: { report: { kind: 'report' } } }),
    run: async (_, __, ctx) => {
      const before = ctx.journal.lines.length;
      await ctx.journal.append({ trial: before });
      if (before === 0) throw fail('train.failed', { values: { reason: 'the first try always does' } });
      return { report: report('Journal', { facts: [{ label: 'Lines before', value: String(before) }] }) };
    },
  }),
};
