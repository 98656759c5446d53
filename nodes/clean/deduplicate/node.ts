import { z } from 'zod';
import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { defineTransform } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { chooseColumns } from '../chosen-columns.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';

const params = z.object({
  keys: param(z.array(z.string()).default([]), {
    title: 'Keys',
    description: 'Rows that agree in these columns are duplicates; in all columns but ids where empty.',
    widget: 'columns',
  }),
  keep: param(z.enum(['first', 'last', 'most-complete']).default('first'), {
    title: 'Keep',
    description: 'Which of the duplicates stays. Most complete: the one with the fewest missing values.',
  }),
  ignoreCase: param(z.boolean().default(false), {
    title: 'Ignore case',
    description: 'Take “Ann” and “ann” for the same, and spaces around a text for nothing.',
    advanced: true,
  }),
});
type Params = z.infer<typeof params>;

const keysOf = (columns: readonly Column[], { keys }: Params) => {
  const { chosen, gone } = chooseColumns(columns, keys);
  // With all its keys gone a setting must not quietly come to mean “all columns”.
  return { gone, keys: keys.length === 0 ? columns.filter(({ role }) => role !== 'id') : chosen };
};

const keySql = ({ name, type }: Column, ignoreCase: boolean): string =>
  ignoreCase && (type === 'text' || type === 'category') ? `lower(trim(${sqlName(name)}))` : sqlName(name);

const orderSql = (columns: readonly Column[], keep: Params['keep']): string => {
  if (keep === 'first') return '__row';
  if (keep === 'last') return '__row DESC';
  const present = columns.map(({ name }) => `CAST(${sqlName(name)} IS NOT NULL AS INTEGER)`);
  return `${present.join(' + ') || '0'} DESC, __row`;
};

/** Duplicates that contradict each other in the target: whichever stays, some of them were wrong. */
const reportContradictions = async (
  table: Table,
  { keys, settings, ctx }: { readonly keys: readonly Column[]; readonly settings: Params; readonly ctx: NodeContext },
): Promise<void> => {
  const target = table.columns.find(({ role }) => role === 'target');
  const others = keys.filter(({ role }) => role !== 'target');
  if (!target || others.length === 0) return;
  const by = others.map((key) => keySql(key, settings.ignoreCase)).join(', ');
  const [row] = await ctx.tables.rows(
    `SELECT count(*) AS groups, sum(n) AS n FROM (SELECT count(*) AS n FROM ${table.relation}
     GROUP BY ${by} HAVING count(DISTINCT ${sqlName(target.name)}) > 1)`,
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
  keywords: ['duplicates', 'drop_duplicates', 'distinct', 'unique'],
  icon: 'copy-minus',
  telling: ['keys', 'keep'],
  version: 1,
  params,
  outputs: { table: port.table(), removed: port.table({ title: 'removed rows' }) },
  shape: (input, settings) => ({
    outputs: { table: input, removed: input },
    problems: input.columns ? goneProblems(keysOf(input.columns, settings).gone, 'keys') : [],
  }),
  apply: async (table, _, settings, ctx) => {
    const { keys, gone } = keysOf(table.columns, settings);
    reportGone(gone, ctx);
    await reportContradictions(table, { keys, settings, ctx });
    const same = keys.map((key) => keySql(key, settings.ignoreCase));
    // Rows that are held out must not decide which rows are learned from.
    const by = [...(table.split.parts ? ['__part'] : []), ...same].join(', ');
    // Only ids are kept from the window: sorting whole rows would cost much more.
    const stays =
      keys.length === 0
        ? 'true'
        : `__row IN (SELECT __row FROM (SELECT __row, row_number() OVER (PARTITION BY ${by} ORDER BY ${orderSql(table.columns, settings.keep)})
           AS place FROM ${table.relation}) WHERE place = 1)`;
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
    return { table: kept, removed };
  },
});
