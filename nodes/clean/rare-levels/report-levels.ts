import type { NodeContext } from '../../../contract/context.ts';
import type { Finding } from '../../../contract/report.ts';
import type { Table } from '../../../contract/values.ts';
import { firstFindings } from '../../first-findings.ts';
import { type Count, countLevels, countMerged, type Levels } from './levels.ts';
import type { RareParams } from './params.ts';
import { spellingVariants } from './spelling-variants.ts';

/** Offers levels that look like one and the same for merging. */
const variantsFinding = (column: string, counts: readonly Count[]): readonly Finding[] => {
  const groups = spellingVariants(counts);
  if (groups.length === 0) return [];
  const involved = new Set(groups.flat());
  return [
    {
      code: 'data.spelling-variants',
      severity: 'warning',
      message: `“${column}” has ${groups.length} ${groups.length === 1 ? 'level' : 'levels'} in several spellings. Take over those that mean the same with “Find spellings of the same”.`,
      column,
      value: groups.length,
      rows: counts.filter(({ level }) => involved.has(level)).reduce((sum, { rows }) => sum + rows, 0),
      examples: groups.slice(0, 5).map(([common, ...others]) => `${others.join(', ')} → ${common}`),
    },
  ];
};

export const reportVariants = (counts: ReadonlyMap<string, readonly Count[]>, ctx: NodeContext): void => {
  for (const finding of firstFindings([...counts].flatMap((one) => variantsFinding(...one)))) ctx.finding(finding);
};

const sum = (counts: readonly Count[]): number => counts.reduce((total, { rows }) => total + rows, 0);

interface Kind {
  readonly code: string;
  readonly severity: Finding['severity'];
  /** Behind “5 rows have 2 ”. */
  readonly what: string;
}

const findingOf = (column: string, counts: readonly Count[], { code, severity, what }: Kind): readonly Finding[] => {
  if (counts.length === 0) return [];
  const rows = sum(counts);
  return [
    {
      code,
      severity,
      message: `${rows} rows have ${counts.length} ${what}`,
      column,
      rows,
      value: counts.length,
      examples: counts.slice(0, 5).map(({ level, rows: own }) => `${level}: ${own}`),
    },
  ];
};

interface Counted {
  readonly present: readonly Count[];
  readonly merged: readonly Count[];
}

const findingsOf = (
  column: string,
  { kept, rare }: Levels,
  { present, merged, other }: Counted & Pick<RareParams, 'other'>,
): readonly Finding[] => {
  const [known, seen] = [new Set(kept), new Set(rare)];
  const outside = present.filter(({ level }) => !known.has(level));
  const scarce = outside.filter(({ level }) => seen.has(level));
  // New rows may bring the name for the rest themselves.
  const unseen = outside.filter(({ level }) => !seen.has(level) && level !== other);
  return [
    ...findingOf(column, scarce, {
      code: 'data.rare-levels',
      severity: 'info',
      what: `rare levels of “${column}”, which became “${other}”.`,
    }),
    ...findingOf(column, unseen, {
      code: 'data.unseen-level',
      severity: 'warning',
      what: `levels of “${column}” that the training rows do not; they became “${other}”.`,
    }),
    ...findingOf(column, merged, {
      code: 'data.merged-levels',
      severity: 'info',
      what: `levels of “${column}” that were merged into others.`,
    }),
  ];
};

/** Says of each column what was merged, what was too rare, and what the training rows did not have. */
export const reportLevels = async (
  table: Table,
  learned: ReadonlyMap<string, Levels>,
  { settings, ctx }: { readonly settings: RareParams; readonly ctx: NodeContext },
): Promise<void> => {
  const columns = [...learned.keys()];
  const present = await countLevels(table, columns, { settings, ctx });
  const merged = await countMerged(table, columns, { settings, ctx });
  const findings = [...learned].flatMap(([column, levels]) =>
    findingsOf(column, levels, {
      present: present.get(column) ?? [],
      merged: merged.get(column) ?? [],
      other: settings.other,
    }),
  );
  for (const finding of firstFindings(findings)) ctx.finding(finding);
};
