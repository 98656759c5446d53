import type { Column } from '../../contract/column.ts';
import type { Tables } from '../../contract/context.ts';
import { sqlName, sqlText } from '../../contract/sql.ts';
import { taskOf } from '../../contract/task.ts';
import type { Table } from '../../contract/values.ts';

export type Stratify = 'auto' | 'yes' | 'no';

/** Groups of rows that shall be spread evenly. */
export interface Strata {
  /** SQL: number of a row's stratum, from 0. */
  readonly sql: string;
  readonly names: readonly string[];
  readonly counts: readonly number[];
}

const most = 100;

/** The target whose classes are the strata; undefined where rows are drawn from all alike. */
export const stratifiedBy = (columns: readonly Column[], stratify: Stratify): Column | undefined => {
  const target = columns.find(({ role }) => role === 'target');
  if (!target || stratify === 'no') return undefined;
  return stratify === 'yes' || taskOf(target) === 'classification' ? target : undefined;
};

/** A stratum for each class, one for rows without, and one for all classes beyond the hundred commonest. */
export const findStrata = async (tables: Tables, table: Table, column: Column | undefined): Promise<Strata> => {
  if (!column) return { sql: '0', names: ['all'], counts: [table.rows] };
  const value = `CAST(${sqlName(column.name)} AS VARCHAR)`;
  const found = await tables.rows(
    `SELECT ${value} AS level, count(*) AS n FROM ${table.relation} GROUP BY ALL ORDER BY n DESC, level NULLS LAST`,
  );
  const classes = found
    .filter(({ level }) => level !== null)
    .map(({ level, n }) => ({ level: String(level), n: Number(n) }));
  const named = classes.slice(0, most);
  const others = classes.slice(most).reduce((sum, { n }) => sum + n, 0);
  const missing = Number(found.find(({ level }) => level === null)?.['n'] ?? 0);
  const cases = named.map(({ level }, index) => `WHEN ${value} = ${sqlText(level)} THEN ${index + 2}`);
  return {
    sql: `CASE WHEN ${value} IS NULL THEN 0 ${cases.join(' ')} ELSE 1 END`,
    names: ['(missing)', '(other)', ...named.map(({ level }) => level)],
    counts: [missing, others, ...named.map(({ n }) => n)],
  };
};
