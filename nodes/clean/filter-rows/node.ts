import type { Column } from '../../../contract/column.ts';
import { defineTransform } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { fail, problem } from '../../../contract/problem.ts';
import { recounted } from '../recounted.ts';
import { checkPatterns } from './check-patterns.ts';
import { filterParams } from './params.ts';
import { type ReadCondition, type Refused, readConditions } from './read-conditions.ts';
import { readExpression } from './read-expression.ts';
import { reportFiltered } from './report-filtered.ts';

const readAll = (
  settings: { readonly conditions: readonly string[]; readonly expression: string },
  columns: readonly Column[] | undefined,
  relation: string,
): { readonly conditions: readonly ReadCondition[]; readonly refused: readonly Refused[] } => {
  const { conditions, refused } = readConditions(settings.conditions, columns, relation);
  const more = readExpression(settings.expression, columns);
  if (!more) return { conditions, refused };
  return 'sql' in more ? { conditions: [...conditions, more], refused } : { conditions, refused: [...refused, more] };
};

export default defineTransform({
  kind: 'rows',
  title: 'Filter rows',
  description: 'Keeps the rows that meet conditions, and hands on the rest beside them',
  keywords: ['where', 'query', 'condition', 'subset', 'select rows', 'drop rows', 'regex'],
  icon: 'list-filter',
  telling: ['conditions', 'expression'],
  version: 1,
  params: filterParams,
  outputs: { table: port.table(), rest: port.table({ title: 'other rows' }) },
  shape: (input, settings) => ({
    outputs: { table: input, rest: input },
    problems: readAll(settings, input.columns, '').refused.map(({ code, details }) => problem(code, details)),
  }),
  apply: async (table, _, settings, ctx) => {
    const { conditions, refused } = readAll(settings, table.columns, table.relation);
    const [first] = refused;
    if (first) throw fail(first.code, first.details);
    await checkPatterns(conditions, ctx);
    const all = conditions.map(({ sql }) => sql).join(settings.match === 'all' ? ' AND ' : ' OR ') || 'true';
    const where = (condition: string): string => `SELECT * FROM ${table.relation} WHERE ${condition}`;
    const kept = await ctx.tables.amend(table, where(`coalesce(${all}, false)`), { touch: 'rows' });
    const rest = await ctx.tables.amend(table, where(`NOT coalesce(${all}, false)`), { touch: 'rows' });
    if (conditions.length > 0) await reportFiltered(table, conditions, ctx);
    return { table: await recounted(kept, ctx), rest: await recounted(rest, ctx) };
  },
});
