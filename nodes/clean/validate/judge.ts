import type { Column } from '../../../contract/column.ts';
import type { Tables } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { brokenSql } from './broken-sql.ts';
import type { Comparator, Rule } from './rule.ts';

export interface Verdict {
  readonly rule: Rule;
  /** Rows that break it; where it is not about rows, 1 if it is broken. */
  readonly broken: number;
  readonly message: string;
  readonly examples: readonly string[];
  /** SQL: whether a row breaks it; undefined where the rule is not about rows. */
  readonly sql?: string;
}

const holds = (value: number, comparator: Comparator, limit: number): boolean =>
  ({
    '>=': value >= limit,
    '<=': value <= limit,
    '>': value > limit,
    '<': value < limit,
    '==': value === limit,
    '!=': value !== limit,
  })[comparator];

const judgeTable = (rule: Exclude<Rule, { about: 'cells' }>, table: Table): Verdict => {
  const verdict = (broken: boolean, message: string): Verdict => ({
    rule,
    broken: Number(broken),
    message,
    examples: [],
  });
  if (rule.about === 'rows')
    return verdict(!holds(table.rows, rule.comparator, rule.limit), `The table has ${table.rows} rows.`);
  const column = table.columns.find(({ name }) => name === rule.column);
  if (!column) return verdict(true, `The column “${rule.column}” is not there.`);
  return verdict(rule.type !== undefined && column.type !== rule.type, `“${column.name}” is ${column.type}.`);
};

const judgeCells = async (
  rule: Extract<Rule, { about: 'cells' }>,
  column: Column,
  { table, tables }: { readonly table: Table; readonly tables: Tables },
): Promise<Verdict> => {
  const sql = brokenSql(rule.check, column, table);
  if (rule.check.check === 'matches')
    await tables.rows('SELECT regexp_matches($1, $2)', ['', rule.check.pattern]).catch(() => {
      throw fail('param.invalid', {
        param: 'rules',
        values: { param: 'Rules', reason: `the pattern of “${rule.text}” cannot be used` },
      });
    });
  const found = await tables.rows(
    `SELECT CAST(${sqlName(column.name)} AS VARCHAR) AS value, count(*) AS n, sum(count(*)) OVER () AS total
     FROM (SELECT ${sqlName(column.name)} FROM ${table.relation} WHERE ${sql}) GROUP BY ALL ORDER BY n DESC, value LIMIT 3`,
  );
  const broken = Number(found[0]?.['total'] ?? 0);
  const examples = found.flatMap(({ value }) => (value === null ? [] : [String(value)]));
  return { rule, broken, message: `${broken} of ${table.rows} rows break it.`, examples, sql };
};

/** What each rule says of a table; rules about cells of columns that are gone are left out. */
export const judge = async (rules: readonly Rule[], table: Table, tables: Tables): Promise<readonly Verdict[]> => {
  const verdicts: Verdict[] = [];
  for (const rule of rules) {
    if (rule.about !== 'cells') {
      verdicts.push(judgeTable(rule, table));
      continue;
    }
    const column = table.columns.find(({ name }) => name === rule.column);
    if (column) verdicts.push(await judgeCells(rule, column, { table, tables }));
  }
  return verdicts;
};
