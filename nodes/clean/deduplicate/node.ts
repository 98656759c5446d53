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
    const { keys, gone } = keysOf(table.columns, settings);
    reportGone(gone, ctx);
    await reportContradictions(table, { keys, settings, ctx });
    // Rows that are held out must not decide which rows are learned from.
    const apart = table.split.parts ? ['__part'] : [];
    const { relation, by } = await groupRows(table, keys, { apart, settings, ctx });
    // Only ids are kept from the window: sorting whole rows would cost much more.
    const stays =
      keys.length === 0
        ? 'true'
        : `__row IN (SELECT __row FROM (SELECT __row, row_number() OVER (PARTITION BY ${by.join(', ')} ORDER BY ${orderSql(table.columns, settings.keep)})
           AS place FROM ${relation}) WHERE place = 1)`;
    const pick = (condition: string): Promise<Table> =>
      ctx.tables.derive(table, `SELECT * FROM ${table.relation} WHERE ${condition} ORDER BY __row`, table.columns);
    const kept = await pick(stays);
    const removed = await pick(`NOT (${stays})`);
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
