import { z } from 'zod';
import { defineTransform } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { fail, problem } from '../../../contract/problem.ts';
import { rowKeys } from '../../split/part-sql.ts';
import { quotas } from '../../split/quotas.ts';
import { findStrata, stratifiedBy } from '../../split/strata.ts';
import { recounted } from '../recounted.ts';

const params = z.object({
  size: param(z.int().min(1).max(1_000_000_000).default(1000), {
    title: 'Rows',
    description: 'How many rows to keep; all where there are fewer.',
  }),
  method: param(z.enum(['random', 'stratified', 'first']).default('random'), {
    title: 'Method',
    description:
      'Random: drawn by the seed. Stratified: the same, with the classes of the target in the same shares. First: from the top.',
  }),
});

export default defineTransform({
  kind: 'rows',
  title: 'Sample rows',
  description: 'Keeps some of the rows, for a quick try or a small table',
  keywords: ['subsample', 'head', 'limit', 'random', 'stratified', 'fewer rows'],
  icon: 'list-start',
  telling: ['size', 'method'],
  version: 1,
  params,
  shape: (input, { size, method }) => ({
    outputs: { table: input.rows === undefined ? input : { ...input, rows: Math.min(input.rows, size) } },
    problems:
      method === 'stratified' && input.columns && !stratifiedBy(input.columns, 'yes')
        ? [problem('data.no-target', { param: 'method' })]
        : [],
  }),
  apply: async (table, _, { size, method }, ctx) => {
    const by = method === 'stratified' ? stratifiedBy(table.columns, 'yes') : undefined;
    if (method === 'stratified' && !by) throw fail('data.no-target', { param: 'method' });
    if (table.rows <= size) return { table };
    const strata = await findStrata(ctx.tables, table, by);
    const kept = quotas(strata.counts, size / table.rows, strata.counts);
    const key = method === 'first' ? '__row' : '__key';
    const ends = kept.map((count, i) => `(stratum = ${i} AND place <= ${count})`);
    // Only ids are kept from the window: sorting whole rows would cost much more.
    const ids = `SELECT __row FROM (SELECT __row, stratum, row_number() OVER (PARTITION BY stratum ORDER BY ${key}) AS place
      FROM (SELECT __row, __key, ${strata.sql} AS stratum FROM (${rowKeys(table, by, ctx.seed)}))) WHERE ${ends.join(' OR ')}`;
    const sql = `SELECT * FROM ${table.relation} WHERE __row IN (${ids})`;
    const sample = await ctx.tables.amend(table, sql, { touch: 'rows' });
    ctx.finding({
      code: 'data.sampled',
      severity: 'info',
      message: `${table.rows - sample.rows} of ${table.rows} rows were left out of the sample.`,
      rows: table.rows - sample.rows,
      ...(by ? { column: by.name } : {}),
      ...(by ? { examples: strata.names.flatMap((name, i) => shareOf(name, kept[i], strata.counts[i])) } : {}),
    });
    return { table: await recounted(sample, ctx) };
  },
});

/** “yes: 12 of 40”. */
const shareOf = (name: string, kept = 0, all = 0): readonly string[] => (all > 0 ? [`${name}: ${kept} of ${all}`] : []);
