import { type Part, parts } from '../../contract/column.ts';
import type { Reporting, Tables } from '../../contract/context.ts';
import type { Table } from '../../contract/values.ts';
import type { Strata } from './strata.ts';

/** Says how the classes went to the parts, and warns of parts that hold next to nothing of a class. */
export const reportParts = (
  strata: Strata,
  counts: Readonly<Record<Part, readonly number[]>>,
  ctx: Pick<Reporting, 'log' | 'finding'>,
): void => {
  const used = parts.filter((part) => counts[part].some((count) => count > 0));
  if (strata.names.length === 1) return;
  strata.names.forEach((name, index) => {
    if ((strata.counts[index] ?? 0) === 0) return;
    ctx.log('info', `${name}: ${used.map((part) => `${counts[part][index] ?? 0} ${part}`).join(', ')}`);
    const scarce = used.filter((part) => (counts[part][index] ?? 0) < 2);
    if (scarce.length === 0 || name === '(missing)') return;
    ctx.finding({
      code: 'data.rare-class',
      severity: 'warning',
      message: `The class “${name}” has fewer than 2 rows in ${scarce.join(' and ')}: ${strata.counts[index]} rows in all. Scores of it will mean little.`,
      value: Math.min(...scarce.map((part) => counts[part][index] ?? 0)),
      limit: 2,
      rows: strata.counts[index] ?? 0,
    });
  });
};

/** Rows a part. */
export const countParts = async (tables: Tables, table: Table): Promise<Readonly<Record<Part, number>>> => {
  const found = await tables.rows(`SELECT __part AS part, count(*) AS n FROM ${table.relation} GROUP BY ALL`);
  const count = (part: Part): number => Number(found.find((row) => row['part'] === part)?.['n'] ?? 0);
  return { train: count('train'), validation: count('validation'), test: count('test') };
};
