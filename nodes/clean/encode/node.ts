import type { NodeContext } from '../../../contract/context.ts';
import { defineTransform } from '../../../contract/node.ts';
import { problem } from '../../../contract/problem.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { freeNames } from '../free-names.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { choose } from './choose.ts';
import { encodeSql } from './encode-sql.ts';
import type { Encoding, Encodings } from './encoding.ts';
import { learnEncoding } from './learn.ts';
import { encodeParams } from './params.ts';
import { shapeColumns } from './shape-columns.ts';

const reportUnseen = async (table: Table, name: string, encoding: Encoding, ctx: NodeContext): Promise<void> => {
  if (encoding.method === 'hash') return;
  const text = `CAST(${sqlName(name)} AS VARCHAR)`;
  const known = encoding.known.length > 0 ? `AND ${text} NOT IN (${encoding.known.map(sqlText).join(', ')})` : '';
  const found = await ctx.tables.rows(
    `SELECT ${text} AS level, count(*) AS n FROM ${table.relation} WHERE ${sqlName(name)} IS NOT NULL ${known}
     GROUP BY ALL ORDER BY n DESC, level`,
  );
  if (found.length === 0) return;
  const rows = found.reduce((sum, row) => sum + Number(row['n']), 0);
  ctx.finding({
    code: 'data.unseen-level',
    severity: 'warning',
    message: `${rows} rows have ${found.length} levels of “${name}” that the training rows do not. They are encoded as ${encoding.method === 'target' ? 'the mean of all' : 'none of the known ones'}.`,
    column: name,
    rows,
    examples: found.slice(0, 5).map((row) => String(row['level'])),
  });
};

export default defineTransform({
  kind: 'fitted',
  title: 'Encode',
  description: 'Turns categories into numbers',
  keywords: ['one-hot', 'dummies', 'OneHotEncoder', 'ordinal', 'label encoder', 'target encoding', 'hashing'],
  icon: 'binary',
  telling: ['method'],
  version: 1,
  params: encodeParams,
  shape: (input, settings) => {
    if (!input.columns) return { outputs: { table: input } };
    const { chosen, gone } = choose(input.columns, settings);
    const { columns: _, ...rest } = input;
    const columns = shapeColumns(input.columns, chosen, settings);
    const hasTarget = input.columns.some(({ role }) => role === 'target');
    const needsTarget = chosen.some(({ method }) => method === 'target') && !hasTarget;
    return {
      outputs: { table: columns ? { ...rest, columns } : rest },
      problems: [...goneProblems(gone, 'columns'), ...(needsTarget ? [problem('data.no-target')] : [])],
    };
  },
  fit: async (table, settings, ctx): Promise<Encodings> => {
    const { chosen } = choose(table.columns, settings);
    const free = freeNames(table.columns);
    const columns: Record<string, Encoding> = {};
    for (const { column, method } of chosen) {
      ctx.signal.throwIfAborted();
      columns[column.name] = await learnEncoding(table, column, { method, settings, ctx, free });
    }
    return { columns };
  },
  apply: async (table, state, settings, ctx) => {
    reportGone(choose(table.columns, settings).gone, ctx);
    for (const [name, encoding] of Object.entries(state.columns))
      if (table.columns.some((column) => column.name === name)) await reportUnseen(table, name, encoding, ctx);
    const { sql, columns } = encodeSql(table, state);
    return { table: await ctx.tables.derive(table, sql, columns) };
  },
});
