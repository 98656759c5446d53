import { defineTransform } from '../../../contract/node.ts';
import { fail, problem } from '../../../contract/problem.ts';
import { sqlName } from '../../../contract/sql.ts';
import { formulaParams } from './params.ts';
import { readFormula, withFormula } from './read-formula.ts';
import { reportFormula } from './report-formula.ts';

const unset = () =>
  problem('param.required', { param: 'expression', values: { param: 'Formula' }, severity: 'warning' });

export default defineTransform({
  kind: 'row',
  title: 'Formula',
  description: 'Makes a column from others, row by row',
  keywords: ['expression', 'calculate', 'computed column', 'mutate', 'assign', 'if', 'math', 'derive'],
  icon: 'square-function',
  telling: ['name', 'expression'],
  version: 1,
  params: formulaParams,
  shape: (input, settings) => {
    if (!input.columns) return { outputs: { table: input } };
    const read = readFormula(settings, input.columns);
    if ('empty' in read) return { outputs: { table: input }, problems: [unset()] };
    if ('invalid' in read) return { outputs: { table: input }, problems: [problem('param.invalid', read.invalid)] };
    const { leaking } = read.formula;
    return {
      outputs: { table: { ...input, columns: withFormula(input.columns, read.formula) } },
      problems: leaking ? [problem('leak.formula-uses-target', { param: 'expression', column: leaking.name })] : [],
    };
  },
  apply: async (table, _, settings, ctx) => {
    const read = readFormula(settings, table.columns);
    if ('empty' in read) return { table };
    if ('invalid' in read) throw fail('param.invalid', read.invalid);
    const { formula } = read;
    await reportFormula(table, formula, ctx);
    const value = `${formula.compiled.sql} AS ${sqlName(formula.column.name)}`;
    const select = formula.replaced ? `* REPLACE (${value})` : `*, ${value}`;
    const sql = `SELECT ${select} FROM ${table.relation}`;
    return { table: await ctx.tables.derive(table, sql, withFormula(table.columns, formula)) };
  },
});
