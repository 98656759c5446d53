import type { NodeContext } from '../../../contract/context.ts';
import type { Table } from '../../../contract/values.ts';
import { type ColumnProfile, isMeasured } from './column-profile.ts';
import { type Correlations, correlate } from './correlations.ts';
import { profileLevels } from './level-columns.ts';
import { profileMeasured } from './measured-columns.ts';
import { type MissingPatterns, missingTogether } from './missing-together.ts';
import { readPartCodes } from './part-moments.ts';
import { countPresent, type Presence } from './presence.ts';

export interface TableProfile {
  readonly table: Table;
  readonly presence: Presence;
  /** In the table's order. */
  readonly columns: readonly ColumnProfile[];
  readonly missing: MissingPatterns | undefined;
  readonly correlations: Correlations | undefined;
}

/** Share of the progress that columns make up. */
const columnsShare = 0.9;

/** Looks at all rows of all columns; numbers and dates a few columns at a time, everything else by DuckDB. */
export const profileTable = async (
  ctx: NodeContext,
  table: Table,
  { correlation }: { readonly correlation: boolean },
): Promise<TableProfile> => {
  const presence = await countPresent(ctx.tables, table);
  let ready = 0;
  const done = (columns: number): void => {
    ready += columns;
    ctx.progress((columnsShare * ready) / table.columns.length, `${ready} of ${table.columns.length} columns`);
  };
  const codes = await readPartCodes(ctx, table, presence);
  const profiles = new Map<string, ColumnProfile>();
  const measured = table.columns.filter(isMeasured);
  for (const profile of await profileMeasured(measured, { ctx, table, presence, codes, done }))
    profiles.set(profile.column.name, profile);
  const levelled = table.columns.filter((column) => !isMeasured(column));
  for (const profile of await profileLevels(levelled, { ctx, table, presence, done }))
    profiles.set(profile.column.name, profile);
  const columns = table.columns.flatMap(({ name }) => profiles.get(name) ?? []);
  const missing = await missingTogether(ctx.tables, table, presence);
  const correlations = correlation ? await correlate(ctx, table, columns) : undefined;
  ctx.progress(1);
  return { table, presence, columns, missing, correlations };
};
