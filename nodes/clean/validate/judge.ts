import { compileExpression } from '../../../algorithms/expressions/compile.ts';
import type { Column } from '../../../contract/column.ts';
import type { Tables } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { sqlValue } from '../sql-value.ts';
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

const judgeTable = (rule: Extract<Rule, { about: 'rows' | 'column' }>, table: Table): Verdict => {
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
  { table, tables }: Judging,
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

const judgeFresh = async (
  rule: Extract<Rule, { about: 'fresh' }>,
  column: Column,
  { table, tables, asOf }: Judging,
): Promise<Verdict> => {
  const cell = sqlName(column.name);
  const [row = {}] = await tables.rows(
    `SELECT CAST(max(${cell}) AS VARCHAR) AS newest, epoch(${sqlValue(asOf, 'datetime')}) - epoch(max(${cell})) AS age
     FROM ${table.relation} WHERE isfinite(${cell})`,
  );
  const newest = row['newest'];
  const late = typeof newest !== 'string' || Number(row['age']) > rule.seconds;
  const told = typeof newest === 'string' ? `The newest is ${newest}` : 'There is no date';
  return { rule, broken: Number(late), message: `${told}, as of ${asOf}.`, examples: [] };
};

/** A row in which the expression is missing does not break it: only `not null` speaks of missing values. */
const judgeExpression = async (
  rule: Extract<Rule, { about: 'expression' }>,
  { table, tables }: Judging,
): Promise<Verdict | undefined> => {
  const compiled = compileExpression(rule.expression, table.columns);
  if ('fault' in compiled) return undefined;
  const sql = `(NOT coalesce(${compiled.sql}, true))`;
  const shown = compiled.columns.map((name) => `${sqlText(`${name} = `)} || CAST(${sqlName(name)} AS VARCHAR)`);
  const found = await tables.rows(
    `SELECT concat_ws(', ', ${shown.join(', ') || "''"}) AS value, count(*) OVER () AS total
     FROM ${table.relation} WHERE ${sql} ORDER BY __row LIMIT 3`,
  );
  const broken = Number(found[0]?.['total'] ?? 0);
  const examples = found.map(({ value }) => String(value));
  return { rule, broken, message: `${broken} of ${table.rows} rows break it.`, examples, sql };
};

interface Judging {
  readonly table: Table;
  readonly tables: Tables;
  /** The date that `fresh` counts back from. */
  readonly asOf: string;
}

const judgeOne = async (rule: Rule, judging: Judging): Promise<Verdict | undefined> => {
  const { table } = judging;
  if (rule.about === 'rows' || rule.about === 'column') return judgeTable(rule, table);
  if (rule.about === 'expression') return judgeExpression(rule, judging);
  const column = table.columns.find(({ name }) => name === rule.column);
  if (!column) return undefined;
  return rule.about === 'fresh' ? judgeFresh(rule, column, judging) : judgeCells(rule, column, judging);
};

/** What each rule says of a table; rules about cells of columns that are gone are left out. */
export const judge = async (rules: readonly Rule[], judging: Judging): Promise<readonly Verdict[]> => {
  const verdicts: Verdict[] = [];
  for (const rule of rules) {
    const verdict = await judgeOne(rule, judging);
    if (verdict) verdicts.push(verdict);
  }
  return verdicts;
};
