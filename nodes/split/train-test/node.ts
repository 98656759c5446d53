import { z } from 'zod';
import type { Split } from '../../../contract/column.ts';
import { defineTransform } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { fail, type Problem, problem } from '../../../contract/problem.ts';
import { reportParts } from '../part-counts.ts';
import { keyedRows, partSql, rowKeys } from '../part-sql.ts';
import { quotas } from '../quotas.ts';
import { findStrata, stratifiedBy } from '../strata.ts';

const params = z.object({
  test: param(z.number().min(0).max(0.95).default(0.2), {
    title: 'Test share',
    description: 'Share of the rows that only the final scores see.',
    widget: 'slider',
  }),
  validation: param(z.number().min(0).max(0.95).default(0.1), {
    title: 'Validation share',
    description: 'Share of the rows for early stopping and for choosing between models.',
    widget: 'slider',
  }),
  stratify: param(z.enum(['auto', 'yes', 'no']).default('auto'), {
    title: 'Stratify',
    description: 'Give each part the same shares of the classes of the target. Auto: where the target has classes.',
  }),
  shuffle: param(z.boolean().default(true), {
    title: 'Shuffle',
    description: 'Draw rows at random by the seed. Off: the last rows are for testing, those before for validation.',
    advanced: true,
  }),
});
type Params = z.infer<typeof params>;

const problemsOf = ({ test, validation }: Params): readonly Problem[] =>
  test + validation < 1 ? [] : [problem('param.invalid', nothingLeft)];

const nothingLeft = {
  param: 'test',
  values: { param: 'Test share', reason: 'test and validation together must leave rows to train on' },
};

const divided: Split = { parts: true, folds: 0, repeats: 0 };

export default defineTransform({
  kind: 'rows',
  title: 'Train/test split',
  description: 'Divides the rows into those to train on, to validate on and to test on',
  keywords: ['holdout', 'train_test_split', 'validation', 'stratified', 'partition'],
  icon: 'split',
  telling: ['test', 'validation'],
  version: 1,
  params,
  shape: (input, settings) => ({
    outputs: { table: { ...input, split: divided } },
    problems: problemsOf(settings),
  }),
  apply: async (table, _, settings, ctx) => {
    if (problemsOf(settings).length > 0) throw fail('param.invalid', nothingLeft);
    const by = settings.shuffle ? stratifiedBy(table.columns, settings.stratify) : undefined;
    const strata = await findStrata(ctx.tables, table, by);
    const test = quotas(strata.counts, settings.test);
    const left = strata.counts.map((count, i) => Math.max(0, count - 1 - (test[i] ?? 0)));
    const validation = quotas(strata.counts, settings.validation, left);
    const seed = settings.shuffle ? ctx.seed : undefined;
    const keyed = keyedRows(table, seed);
    const keys = rowKeys(table, by, seed);
    const { sql: part, counts } = await partSql(ctx.tables, { table, keys, strata, sizes: { test, validation } });
    const sql = `SELECT * EXCLUDE (__key), ${part} AS __part FROM (${keyed})`;
    const split = { ...divided, counts };
    const marked = await ctx.tables.amend(table, sql, { touch: 'parts', split });
    const train = strata.counts.map((count, i) => count - (test[i] ?? 0) - (validation[i] ?? 0));
    reportParts(strata, { train, validation, test }, ctx);
    return { table: marked };
  },
});
