import type { NodeContext } from '../../../contract/context.ts';
import type { Finding } from '../../../contract/report.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { type Count, countLevels, type Levels } from './levels.ts';
import type { RareParams } from './params.ts';
import { spellingVariants } from './spelling-variants.ts';

interface Reported {
  readonly settings: RareParams;
  readonly ctx: NodeContext;
}

/** Offers levels that look like one and the same for merging. */
export const reportVariants = (column: string, counts: readonly Count[], ctx: NodeContext): void => {
  const groups = spellingVariants(counts);
  if (groups.length === 0) return;
  const involved = new Set(groups.flat());
  ctx.finding({
    code: 'data.spelling-variants',
    severity: 'warning',
    message: `“${column}” has ${groups.length} ${groups.length === 1 ? 'level' : 'levels'} in several spellings. Take over those that mean the same with “Find spellings of the same”.`,
    column,
    value: groups.length,
    rows: counts.filter(({ level }) => involved.has(level)).reduce((sum, { rows }) => sum + rows, 0),
    examples: groups.slice(0, 5).map(([common, ...others]) => `${others.join(', ')} → ${common}`),
  });
};

const counted = (counts: readonly Count[]): Pick<Finding, 'rows' | 'value' | 'examples'> => ({
  rows: counts.reduce((sum, { rows }) => sum + rows, 0),
  value: counts.length,
  examples: counts.slice(0, 5).map(({ level, rows }) => `${level}: ${rows}`),
});

/** Says what was merged, what was too rare, and what the training rows did not have. */
export const reportLevels = async (
  table: Table,
  column: string,
  { kept, rare, settings, ctx }: Levels & Reported,
): Promise<void> => {
  const known = new Set(kept);
  const seen = new Set(rare);
  const outside = (await countLevels(table, column, { settings, ctx })).filter(({ level }) => !known.has(level));
  const scarce = outside.filter(({ level }) => seen.has(level));
  // New rows may bring the name for the rest themselves.
  const unseen = outside.filter(({ level }) => !seen.has(level) && level !== settings.other);
  const say = (code: string, severity: Finding['severity'], counts: readonly Count[], what: string): void => {
    const told = counted(counts);
    if (counts.length > 0)
      ctx.finding({ code, severity, column, message: `${told.rows} rows have ${told.value} ${what}`, ...told });
  };
  say('data.rare-levels', 'info', scarce, `rare levels of “${column}”, which became “${settings.other}”.`);
  say(
    'data.unseen-level',
    'warning',
    unseen,
    `levels of “${column}” that the training rows do not; they became “${settings.other}”.`,
  );
  const merged = await countMerged(table, column, { settings, ctx });
  say('data.merged-levels', 'info', merged, `levels of “${column}” that were merged into others.`);
};

const countMerged = async (table: Table, column: string, { settings, ctx }: Reported): Promise<readonly Count[]> => {
  const from = Object.entries(settings.merge).filter(([old, name]) => old !== name);
  if (from.length === 0) return [];
  const name = sqlName(column);
  const found = await ctx.tables.rows(
    `SELECT ${name} AS level, count(*) AS n FROM ${table.relation} WHERE ${name} IN (${from.map((_, i) => `$${i + 1}`).join(', ')})
     GROUP BY ALL ORDER BY n DESC, level`,
    from.map(([old]) => old),
  );
  return found.map(({ level, n }) => ({ level: String(level), rows: Number(n) }));
};
