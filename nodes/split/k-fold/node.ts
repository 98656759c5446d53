import { z } from 'zod';
import type { Split } from '../../../contract/column.ts';
import { defineTransform } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { sqlName } from '../../../contract/sql.ts';
import { reportParts } from '../part-counts.ts';
import { keyedRows, partSql, rowKeys } from '../part-sql.ts';
import { quotas } from '../quotas.ts';
import { withShuffleKey } from '../shuffle-key.ts';
import { findStrata, stratifiedBy } from '../strata.ts';

const params = z.object({
  k: param(z.int().min(2).max(50).default(5), {
    title: 'Folds',
    description: 'Into how many parts the training rows are divided.',
  }),
  repeats: param(z.int().min(1).max(20).default(1), {
    title: 'Repeats',
    description: 'How often the folds are drawn anew, for steadier scores.',
  }),
  test: param(z.number().min(0).max(0.9).default(0.2), {
    title: 'Test share',
    description: 'Share of the rows that stay outside all folds for the final score.',
    widget: 'slider',
  }),
  stratify: param(z.enum(['auto', 'yes', 'no']).default('auto'), {
    title: 'Stratify',
    description: 'Give each fold the same shares of the classes of the target. Auto: where the target has classes.',
  }),
});
type Params = z.infer<typeof params>;

const divided = ({ k, repeats }: Params): Split => ({ parts: true, folds: k, repeats });

/** Rows of a stratum are dealt to the folds in turn, and each stratum starts where the one before it ended. */
const foldSql = (fold: string, k: number): string =>
  `CASE WHEN __part = 'train' THEN CAST((row_number() OVER (PARTITION BY __part ORDER BY __stratum, __key) - 1) % ${k} AS INTEGER) END AS ${sqlName(fold)}`;

export default defineTransform({
  kind: 'rows',
  title: 'K-fold split',
  description: 'Divides the training rows into folds that take turns at being held out',
  keywords: ['cross-validation', 'kfold', 'stratified', 'folds', 'cv'],
  icon: 'layers',
  telling: ['k', 'repeats'],
  version: 1,
  params,
  shape: (input, settings) => ({ outputs: { table: { ...input, split: divided(settings) } } }),
  apply: async (table, _, settings, ctx) => {
    const by = stratifiedBy(table.columns, settings.stratify);
    const strata = await findStrata(ctx.tables, table, by);
    const test = quotas(strata.counts, settings.test);
    const none = strata.counts.map(() => 0);
    const keyed = keyedRows(table, ctx.seed);
    const { sql: part, counts } = await partSql(ctx.tables, {
      table,
      keys: rowKeys(table, by, ctx.seed),
      strata,
      sizes: { test, validation: none },
    });
    let sql = `SELECT * EXCLUDE (__key), ${part} AS __part, ${strata.sql} AS __stratum FROM (${keyed})`;
    for (let repeat = 1; repeat <= settings.repeats; repeat++)
      sql = `SELECT * EXCLUDE (__key), ${foldSql(`__fold_${repeat}`, settings.k)} FROM (${withShuffleKey(sql, ctx.seed + 7919 * repeat)})`;
    const ordered = `SELECT * EXCLUDE (__stratum) FROM (${sql}) ORDER BY __row`;
    const marked = await ctx.tables.derive(table, ordered, table.columns, divided(settings));
    const train = strata.counts.map((count, i) => count - (test[i] ?? 0));
    reportParts(strata, { train, validation: none, test }, ctx);
    if (counts.train < settings.k)
      ctx.finding({
        code: 'train.too-few-rows',
        severity: 'warning',
        message: `${counts.train} training rows do not fill ${settings.k} folds; some are empty. Use fewer folds.`,
        value: counts.train,
        limit: settings.k,
      });
    return { table: { ...marked, split: { ...divided(settings), counts } } };
  },
});
