import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { defineTransform } from '../../../contract/node.ts';
import { hiddenColumns, sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { chooseColumns } from '../chosen-columns.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { type ScaleParams, scaleParams } from './params.ts';
import { learnScaling, type Scaling, scaleSql } from './scaling.ts';

type Scalings = { readonly columns: Readonly<Record<string, Scaling>> };

const choose = (columns: readonly Column[], settings: ScaleParams) => {
  const named = [...settings.columns, ...Object.keys(settings.byColumn)];
  const { chosen, gone } = chooseColumns(columns, named);
  return {
    gone,
    chosen: chosen.filter(
      ({ name, type, role }) =>
        (type === 'number' || type === 'integer') &&
        (role === 'feature' || (role !== 'target' && named.includes(name))),
    ),
  };
};

const scaled = (columns: readonly Column[], names: ReadonlySet<string>): readonly Column[] =>
  columns.map((column) => (names.has(column.name) ? { ...column, type: 'number' } : column));

const reportConstant = (column: string, rows: number, ctx: NodeContext): void =>
  ctx.finding({
    code: 'data.constant-column',
    severity: 'warning',
    message: `“${column}” has one value only in the training rows, so it becomes 0 everywhere. Drop it.`,
    column,
    rows,
  });

const reportNoLogarithm = async (table: Table, column: string, ctx: NodeContext): Promise<void> => {
  const [row] = await ctx.tables.rows(`SELECT count(*) AS n FROM ${table.relation} WHERE ${sqlName(column)} <= -1`);
  const rows = Number(row?.['n'] ?? 0);
  if (rows > 0)
    ctx.finding({
      code: 'data.no-logarithm',
      severity: 'warning',
      message: `${rows} values of “${column}” are −1 or less and have no log1p; they became missing. Use Yeo-Johnson.`,
      column,
      rows,
    });
};

export default defineTransform({
  kind: 'fitted',
  title: 'Scale',
  description: 'Brings numeric columns to one scale, learned from the training rows',
  keywords: ['standardize', 'normalize', 'StandardScaler', 'MinMaxScaler', 'z-score', 'log', 'power transform'],
  icon: 'ruler',
  telling: ['method'],
  version: 1,
  params: scaleParams,
  shape: (input, settings) => {
    if (!input.columns) return { outputs: { table: input } };
    const { chosen, gone } = choose(input.columns, settings);
    const names = new Set(chosen.map(({ name }) => name));
    return {
      outputs: { table: { ...input, columns: scaled(input.columns, names) } },
      problems: goneProblems(gone, 'columns'),
    };
  },
  fit: async (table, settings, ctx): Promise<Scalings> => {
    const columns: Record<string, Scaling> = {};
    for (const { name } of choose(table.columns, settings).chosen) {
      ctx.signal.throwIfAborted();
      const method = settings.byColumn[name]?.method ?? settings.method;
      columns[name] = await learnScaling(table, name, { method, ctx });
      if (columns[name]?.width === 0) reportConstant(name, table.rows, ctx);
    }
    return { columns };
  },
  apply: async (table, state, settings, ctx) => {
    reportGone(choose(table.columns, settings).gone, ctx);
    const present = table.columns.filter(({ name }) => Object.hasOwn(state.columns, name));
    const replaced: string[] = [];
    for (const { name } of present) {
      const scaling = state.columns[name];
      if (!scaling) continue;
      if (scaling.method === 'log1p') await reportNoLogarithm(table, name, ctx);
      replaced.push(`${scaleSql(name, scaling)} AS ${sqlName(name)}`);
    }
    const names = new Set(present.map(({ name }) => name));
    const kept = table.columns.filter(({ name }) => !names.has(name)).map(({ name }) => sqlName(name));
    const values = [...hiddenColumns(table).map(sqlName), ...kept, ...replaced];
    const sql = `SELECT ${values.join(', ')} FROM ${table.relation}`;
    return { table: await ctx.tables.derive(table, sql, scaled(table.columns, names)) };
  },
});
