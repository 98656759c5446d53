import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { defineTransform } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { chooseColumns } from '../chosen-columns.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { recounted } from '../recounted.ts';
import { type DeduplicateParams, deduplicateParams } from './params.ts';
import { repeatedRows } from './repeated-rows.ts';
import { groupRows } from './similar-rows.ts';

const keysOf = (columns: readonly Column[], { keys }: DeduplicateParams) => {
  const { chosen, gone } = chooseColumns(columns, keys);
  // With all its keys gone a setting must not quietly come to mean “all columns”.
  return { gone, keys: keys.length === 0 ? columns.filter(({ role }) => role !== 'id') : chosen };
};

const orderSql = (columns: readonly Column[], keep: DeduplicateParams['keep']): string => {
  if (keep === 'first') return '__row';
  if (keep === 'last') return '__row DESC';
  const present = columns.map(({ name }) => `CAST(${sqlName(name)} IS NOT NULL AS INTEGER)`);
  return `${present.join(' + ') || '0'} DESC, __row`;
};

/** Duplicates that contradict each other in the target: whichever stays, some of them were wrong. */
const reportContradictions = async (
  table: Table,
  {
    keys,
    settings,
    ctx,
  }: { readonly keys: readonly Column[]; readonly settings: DeduplicateParams; readonly ctx: NodeContext },
): Promise<void> => {
  const target = table.columns.find(({ role }) => role === 'target');
  const others = keys.filter(({ role }) => role !== 'target');
  if (!target || others.length === 0) return;
  const { relation, by } = await groupRows(table, others, { apart: [], settings, ctx });
  const [row] = await ctx.tables.rows(
    `SELECT count(*) AS groups, sum(n) AS n FROM (SELECT count(*) AS n FROM ${relation}
     GROUP BY ${by.join(', ')} HAVING count(DISTINCT ${sqlName(target.name)}) > 1)`,
  );
  const groups = Number(row?.['groups'] ?? 0);
  if (groups === 0) return;
  ctx.finding({
    code: 'data.contradicting-duplicates',
    severity: 'warning',
    message: `${groups} groups of duplicates (${row?.['n']} rows) have different values of “${target.name}”. Check which is right.`,
    column: target.name,
    value: groups,
    rows: Number(row?.['n'] ?? 0),
  });
};

export default defineTransform({
  kind: 'rows',
  title: 'Deduplicate',
  description: 'Removes rows that say the same as another',
  keywords: ['duplicates', 'drop_duplicates', 'distinct', 'unique', 'fuzzy', 'near duplicates'],
  icon: 'copy-minus',
  telling: ['keys', 'keep'],
  version: 1,
  params: deduplicateParams,
  outputs: { table: port.table(), removed: port.table({ title: 'removed rows' }) },
  shape: (input, settings) => ({
    outputs: { table: input, removed: input },
    problems: input.columns ? goneProblems(keysOf(input.columns, settings).gone, 'keys') : [],
  }),
  apply: async (table, _, settings, ctx) => {
    const { keys, gone: goneKeys } = keysOf(table.columns, settings);
    reportGone(goneKeys, ctx);
    await reportContradictions(table, { keys, settings, ctx });
    // Rows that are held out must not decide which rows are learned from.
    const apart = table.split.parts ? ['__part'] : [];
    const grouping = await groupRows(table, keys, { apart, settings, ctx });
    const order = orderSql(table.columns, settings.keep);
    const repeated =
      keys.length === 0
        ? { within: table.relation, rows: await ctx.tables.rowSet([]), count: 0 }
        : await repeatedRows(table, grouping, { order, ctx });
    const gone = `SELECT __row FROM ${repeated.rows}`;
    const kept = await ctx.tables.amend(table, `SELECT * FROM ${table.relation} WHERE __row NOT IN (${gone})`, {
      touch: 'rows',
    });
    const removed = await ctx.tables.derive(
      table,
      `SELECT * FROM ${repeated.within} WHERE __row IN (${gone}) ORDER BY __row`,
      table.columns,
    );
    if (removed.rows > 0)
      ctx.finding({
        code: 'data.duplicates',
        severity: 'info',
        message: `${removed.rows} of ${table.rows} rows were duplicates and were removed.`,
        rows: removed.rows,
      });
    return { table: await recounted(kept, ctx), removed: await recounted(removed, ctx) };
  },
});
