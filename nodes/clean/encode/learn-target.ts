import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import { taskOf } from '../../../contract/task.ts';
import type { Table } from '../../../contract/values.ts';
import { foldSql, type TargetEncoding, targetFolds } from './encoding.ts';

interface Asked {
  readonly column: Column;
  readonly known: readonly string[];
  readonly target: Column | undefined;
  readonly smoothing: number;
  readonly ctx: NodeContext;
  readonly free: (name: string) => string;
}

/**
 * Means of the target by level (Micci-Barreca 2001, with m-estimate smoothing), kept as sums by fold. Two classes need
 * one column, more classes one each, values one.
 */
export const learnTarget = async (table: Table, asked: Asked): Promise<TargetEncoding> => {
  const { column, target, known, ctx } = asked;
  if (!target) throw fail('data.no-target');
  const measures = await measuresOf(table, target, asked);
  const sums = measures.map(({ sql }, i) => `sum(${sql} ORDER BY __row) AS s${i}`);
  const found = await ctx.tables.rows(
    `SELECT CAST(${sqlName(column.name)} AS VARCHAR) AS level, ${foldSql} AS fold, count(*) AS n, ${sums.join(', ')}
     FROM ${table.relation} WHERE ${sqlName(target.name)} IS NOT NULL GROUP BY ALL ORDER BY level, fold`,
  );
  const place = new Map(known.map((level, index) => [level, index]));
  const zeros = (): number[][] => known.map(() => new Array<number>(targetFolds).fill(0));
  const rows = zeros();
  const totals = measures.map(zeros);
  const all = measures.map(() => 0);
  let count = 0;
  for (const row of found) {
    count += Number(row['n']);
    measures.forEach((_, i) => {
      all[i] = (all[i] ?? 0) + Number(row[`s${i}`]);
    });
    const index = row['level'] === null ? undefined : place.get(String(row['level']));
    if (index === undefined) continue;
    const fold = Number(row['fold']);
    rows[index]?.splice(fold, 1, Number(row['n']));
    totals.forEach((total, i) => {
      total[index]?.splice(fold, 1, Number(row[`s${i}`]));
    });
  }
  return {
    method: 'target',
    outputs: measures.map(({ name }) => name),
    known,
    smoothing: asked.smoothing,
    prior: all.map((sum) => (count > 0 ? sum / count : 0)),
    rows,
    sums: totals,
  };
};

/** What is averaged: the value, or for each class whether a row has it. */
const measuresOf = async (table: Table, target: Column, { column, ctx, free }: Asked) => {
  const name = sqlName(target.name);
  if (taskOf(target) === 'regression') return [{ name: column.name, sql: `CAST(${name} AS DOUBLE)` }];
  const found = await ctx.tables.rows(
    `SELECT DISTINCT CAST(${name} AS VARCHAR) AS class FROM ${table.relation} WHERE ${name} IS NOT NULL ORDER BY class`,
  );
  const classes = found.map((row) => String(row['class']));
  const indicator = (level: string): string => `CAST(CAST(${name} AS VARCHAR) = ${sqlText(level)} AS DOUBLE)`;
  if (classes.length <= 2) return [{ name: column.name, sql: indicator(classes[1] ?? classes[0] ?? '') }];
  return classes.map((level) => ({ name: free(`${column.name}_${level}`), sql: indicator(level) }));
};
