import { defineTransform } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { fail, problem } from '../../../contract/problem.ts';
import type { Table } from '../../../contract/values.ts';
import { countParts } from '../../split/part-counts.ts';
import { checkPatterns } from './check-patterns.ts';
import { filterParams } from './params.ts';
import { readConditions } from './read-conditions.ts';
import { reportFiltered } from './report-filtered.ts';

export default defineTransform({
  kind: 'rows',
  title: 'Filter rows',
  description: 'Keeps the rows that meet conditions, and hands on the rest beside them',
  keywords: ['where', 'query', 'condition', 'subset', 'select rows', 'drop rows', 'regex'],
  icon: 'list-filter',
  telling: ['conditions'],
  version: 1,
  params: filterParams,
  outputs: { table: port.table(), rest: port.table({ title: 'other rows' }) },
  shape: (input, { conditions }) => ({
    outputs: { table: input, rest: input },
    problems: readConditions(conditions, input.columns, '').refused.map(({ code, details }) => problem(code, details)),
  }),
  apply: async (table, _, settings, ctx) => {
    const { conditions, refused } = readConditions(settings.conditions, table.columns, table.relation);
    const [first] = refused;
    if (first) throw fail(first.code, first.details);
    await checkPatterns(conditions, ctx);
    const all = conditions.map(({ sql }) => sql).join(settings.match === 'all' ? ' AND ' : ' OR ') || 'true';
    const pick = async (condition: string): Promise<Table> => {
      const sql = `SELECT * FROM ${table.relation} WHERE ${condition} ORDER BY __row`;
      const picked = await ctx.tables.derive(table, sql, table.columns);
      if (!table.split.counts) return picked;
      return { ...picked, split: { ...picked.split, counts: await countParts(ctx.tables, picked) } };
    };
    const kept = await pick(`coalesce(${all}, false)`);
    const rest = await pick(`NOT coalesce(${all}, false)`);
    if (conditions.length > 0) await reportFiltered(table, conditions, ctx);
    return { table: kept, rest };
  },
});
