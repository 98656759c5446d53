import type { NodeContext } from '../../../contract/context.ts';
import type { Table } from '../../../contract/values.ts';
import type { Judged } from './judge-labels.ts';

const severity = (share: number): 'info' | 'warning' | 'error' =>
  share > 0.1 ? 'error' : share > 0.03 ? 'warning' : 'info';

const spoken = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** How many labels are in doubt, with the least believable. */
export const reportIssues = async (
  { seen, issues }: Judged,
  { target, list, ctx }: { readonly target: string; readonly list: Table; readonly ctx: NodeContext },
): Promise<void> => {
  if (issues === 0) return;
  const share = issues / seen.rows.length;
  const first = await ctx.tables.rows(`SELECT given, suggested, row_key FROM ${list.relation} ORDER BY __row LIMIT 3`);
  ctx.finding({
    code: 'data.label-issues',
    severity: severity(share),
    message: `${issues} of ${seen.rows.length} labels of “${target}” are probably wrong (${spoken(share)}). Look at them and decide: on real data about half of such labels are.`,
    column: target,
    value: share,
    limit: 0.03,
    rows: issues,
    examples: first.map((row) => `${row['given']}, probably ${row['suggested']} (row ${row['row_key']})`),
  });
};

/** Rows that could not be looked at, and rows that left. */
export const reportRows = (
  table: Table,
  {
    target,
    unlabelled,
    removed,
    ctx,
  }: { readonly target: string; readonly unlabelled: number; readonly removed: number; readonly ctx: NodeContext },
): void => {
  if (unlabelled > 0)
    ctx.finding({
      code: 'data.rows-without-target',
      severity: 'warning',
      message: `${unlabelled} ${unlabelled === 1 ? 'row has' : 'rows have'} no value of “${target}” and ${unlabelled === 1 ? 'was' : 'were'} not looked at.`,
      column: target,
      rows: unlabelled,
    });
  if (removed === 0) return;
  const early = table.split.parts
    ? ''
    : ' There is no split yet, so rows that would become test rows are among them, and scores may look too good: put the split before this node.';
  ctx.finding({
    code: 'data.dropped-rows',
    severity: early === '' ? 'info' : 'warning',
    message: `${removed} rows whose label is probably wrong were removed.${early}`,
    rows: removed,
  });
};
