import type { Column } from '../../../contract/column.ts';
import { defineTransform } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { type Problem, problem } from '../../../contract/problem.ts';
import type { Finding } from '../../../contract/report.ts';
import { firstFindings } from '../../first-findings.ts';
import { chooseColumns } from '../chosen-columns.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { recounted } from '../recounted.ts';
import { changeTable, withFlag } from './change-table.ts';
import { type Isolation, isolatedSql, learnIsolation } from './isolation.ts';
import { type Bounds, learnBounds, limitOf } from './learn-bounds.ts';
import { outlyingSql } from './outlying-sql.ts';
import { type OutlierParams, outlierParams } from './params.ts';
import { reportIsolated, reportOutliers, reportRemoved } from './report-outliers.ts';

type Learned = {
  readonly columns: Readonly<Record<string, Bounds>>;
  /** Null with the other methods, and where there is nothing to learn from. */
  readonly isolation?: Isolation | null;
};

/** An isolation forest finds rows, not values: there is no bound that one could be clipped to. */
const clipProblems = ({ method, action }: OutlierParams): readonly Problem[] => {
  if (method !== 'isolation-forest' || action !== 'clip') return [];
  const reason = 'an isolation forest finds rows, not values that could be clipped; choose flag or remove';
  return [problem('param.invalid', { param: 'action', values: { param: 'Action', reason } })];
};

const choose = (columns: readonly Column[], settings: OutlierParams) => {
  const { chosen, gone } = chooseColumns(columns, settings.columns);
  const numeric = chosen.filter(
    ({ name, type, role }) =>
      (type === 'number' || type === 'integer') &&
      (role === 'feature' || (role !== 'target' && settings.columns.includes(name))),
  );
  return { gone, chosen: numeric };
};

const noSpread = (name: string): Finding => ({
  code: 'data.no-spread',
  severity: 'warning',
  message: `The values of “${name}” spread too little in the training rows to call any of them far away; it is left as it is.`,
  column: name,
});

export default defineTransform({
  kind: 'fitted',
  title: 'Outliers',
  description: 'Finds values far from the others, and clips, flags or removes them',
  keywords: ['anomaly', 'isolation forest', 'extreme', 'winsorize', 'IQR', 'z-score', 'MAD', 'clip'],
  icon: 'chart-scatter',
  telling: ['method', 'action'],
  version: 1,
  params: outlierParams,
  outputs: { table: port.table(), flagged: port.table({ title: 'rows with outliers' }) },
  shape: (input, settings) => {
    const columns = input.columns && settings.action === 'flag' ? withFlag(input.columns) : input.columns;
    return {
      outputs: { table: columns ? { ...input, columns } : input, flagged: input },
      problems: [
        ...clipProblems(settings),
        ...(input.columns ? goneProblems(choose(input.columns, settings).gone, 'columns') : []),
      ],
    };
  },
  fit: async (table, settings, ctx): Promise<Learned> => {
    if (settings.method === 'isolation-forest') {
      const isolation = await learnIsolation(table, choose(table.columns, settings).chosen, ctx);
      return { columns: {}, isolation: isolation ?? null };
    }
    const names = choose(table.columns, settings).chosen.map(({ name }) => name);
    const bounds = await learnBounds(table, names, { settings, ctx });
    const without = names.filter((_, i) => !bounds[i]);
    for (const finding of firstFindings(without.map(noSpread))) ctx.finding(finding);
    const columns = names.flatMap((name, i): readonly [string, Bounds][] => (bounds[i] ? [[name, bounds[i]]] : []));
    return { columns: Object.fromEntries(columns) };
  },
  apply: async (table, state, settings, ctx) => {
    reportGone(choose(table.columns, settings).gone, ctx);
    const present = new Map(table.columns.map((column) => [column.name, column]));
    const learned = Object.entries(state.columns).flatMap(([name, bounds]) => {
      const column = present.get(name);
      return column ? [{ column, bounds }] : [];
    });
    const outlying = state.isolation
      ? await isolatedSql(table, state.isolation, { limit: limitOf(settings), ctx })
      : outlyingSql(table, learned);
    const flagged = await ctx.tables.amend(table, `SELECT * FROM ${table.relation} WHERE ${outlying}`, {
      touch: 'rows',
    });
    if (state.isolation) reportIsolated(flagged.rows, table.rows, ctx);
    await reportOutliers(table, learned, ctx);
    const changed = await changeTable(table, { learned, outlying, action: settings.action, ctx });
    if (settings.action === 'remove') reportRemoved(flagged.rows, table.rows - changed.rows, { table, ctx });
    return { table: changed, flagged: await recounted(flagged, ctx) };
  },
});
