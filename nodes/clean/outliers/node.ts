import type { Column } from '../../../contract/column.ts';
import { defineTransform } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { chooseColumns } from '../chosen-columns.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { outsideSql } from './bounds-sql.ts';
import { changeTable, recounted, withFlag } from './change-table.ts';
import { type Bounds, learnBounds } from './learn-bounds.ts';
import { type OutlierParams, outlierParams } from './params.ts';
import { reportOutliers, reportRemoved } from './report-outliers.ts';

type Learned = { readonly columns: Readonly<Record<string, Bounds>> };

const choose = (columns: readonly Column[], settings: OutlierParams) => {
  const { chosen, gone } = chooseColumns(columns, settings.columns);
  const numeric = chosen.filter(
    ({ name, type, role }) =>
      (type === 'number' || type === 'integer') &&
      (role === 'feature' || (role !== 'target' && settings.columns.includes(name))),
  );
  return { gone, chosen: numeric };
};

export default defineTransform({
  kind: 'fitted',
  title: 'Outliers',
  description: 'Finds values far from the others, and clips, flags or removes them',
  keywords: ['anomaly', 'extreme', 'winsorize', 'IQR', 'z-score', 'MAD', 'clip'],
  icon: 'chart-scatter',
  telling: ['method', 'action'],
  version: 1,
  params: outlierParams,
  outputs: { table: port.table(), flagged: port.table({ title: 'rows with outliers' }) },
  shape: (input, settings) => {
    const columns = input.columns && settings.action === 'flag' ? withFlag(input.columns) : input.columns;
    return {
      outputs: { table: columns ? { ...input, columns } : input, flagged: input },
      problems: input.columns ? goneProblems(choose(input.columns, settings).gone, 'columns') : [],
    };
  },
  fit: async (table, settings, ctx): Promise<Learned> => {
    const columns: [string, Bounds][] = [];
    for (const { name } of choose(table.columns, settings).chosen) {
      ctx.signal.throwIfAborted();
      const bounds = await learnBounds(table, name, { settings, ctx });
      if (bounds) columns.push([name, bounds]);
      else
        ctx.finding({
          code: 'data.no-spread',
          severity: 'warning',
          message: `The values of “${name}” spread too little in the training rows to call any of them far away; it is left as it is.`,
          column: name,
        });
    }
    return { columns: Object.fromEntries(columns) };
  },
  apply: async (table, state, settings, ctx) => {
    reportGone(choose(table.columns, settings).gone, ctx);
    const present = new Map(table.columns.map((column) => [column.name, column]));
    const learned = Object.entries(state.columns).flatMap(([name, bounds]) => {
      const column = present.get(name);
      return column ? [{ column, bounds }] : [];
    });
    const outlying = learned.map(({ column, bounds }) => outsideSql(column.name, bounds)).join(' OR ') || 'false';
    const flagged = await ctx.tables.derive(
      table,
      `SELECT * FROM ${table.relation} WHERE ${outlying} ORDER BY __row`,
      table.columns,
    );
    await reportOutliers(
      table,
      learned.map(({ column, bounds }) => [column.name, bounds]),
      ctx,
    );
    const changed = await changeTable(table, { learned, outlying, action: settings.action, ctx });
    if (settings.action === 'remove') reportRemoved(flagged.rows, table.rows - changed.rows, { table, ctx });
    return { table: changed, flagged: await recounted(flagged, ctx) };
  },
});
