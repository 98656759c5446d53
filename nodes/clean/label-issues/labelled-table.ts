import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { physicalTypes, sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { countParts } from '../../split/part-counts.ts';
import { freeNames } from '../free-names.ts';
import type { LabelIssueParams } from './params.ts';

/** What flagging adds: nothing of it may be learned from. */
export const flagColumns = (columns: readonly Column[]): readonly Column[] => {
  const free = freeNames(columns);
  return [
    { name: free('label_issue'), type: 'boolean', role: 'ignored' },
    { name: free('suggested_label'), type: 'category', role: 'ignored' },
    { name: free('self_confidence'), type: 'number', role: 'ignored' },
  ];
};

interface Change {
  readonly target: Column;
  readonly action: LabelIssueParams['action'];
  readonly found: Table;
  readonly corrections: Table;
  readonly ctx: NodeContext;
}

/** The table with labels corrected as people said, and with the doubtful rest flagged, removed, or left for review. */
export const labelledTable = async (table: Table, change: Change): Promise<Table> => {
  const { target, action, found, corrections, ctx } = change;
  const corrected = `coalesce(TRY_CAST(c.label AS ${physicalTypes[target.type]}), t.${sqlName(target.name)})`;
  const flags = action === 'flag' ? flagColumns(table.columns) : [];
  // What a person has decided is in doubt no longer.
  const flagged = ['f.flag = 1 AND c.row IS NULL', 'f.suggested', 'f.confidence'];
  const added = flags.map(({ name }, index) => `, ${flagged[index]} AS ${sqlName(name)}`);
  const doubtful = action === 'remove' ? 'WHERE NOT coalesce(f.flag = 1 AND c.row IS NULL, false)' : '';
  const made = await ctx.tables.derive(
    table,
    `SELECT t.* REPLACE (${corrected} AS ${sqlName(target.name)})${added.join('')} FROM ${table.relation} t
     LEFT JOIN ${found.relation} f ON f.id = t.__row
     LEFT JOIN ${corrections.relation} c ON c.row = t.__row
     ${doubtful} ORDER BY t.__row`,
    [...(await withNewLevels(table.columns, target, { corrections, ctx })), ...flags],
  );
  return made.split.counts ? { ...made, split: { ...made.split, counts: await countParts(ctx.tables, made) } } : made;
};

/** A person may know a class that the column did not list. */
const withNewLevels = async (
  columns: readonly Column[],
  target: Column,
  { corrections, ctx }: Pick<Change, 'corrections' | 'ctx'>,
): Promise<readonly Column[]> => {
  const { levels } = target;
  if (!levels) return columns;
  const found = await ctx.tables.rows(`SELECT DISTINCT label FROM ${corrections.relation} ORDER BY label`);
  const fresh = found.map(({ label }) => String(label)).filter((label) => !levels.includes(label));
  return columns.map((column) => (column.name === target.name ? { ...column, levels: [...levels, ...fresh] } : column));
};
