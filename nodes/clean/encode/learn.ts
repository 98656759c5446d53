import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import type { Encoding } from './encoding.ts';
import { learnTarget } from './learn-target.ts';
import type { EncodeMethod, EncodeParams } from './params.ts';

const mostOneHot = 20;

interface Level {
  readonly level: string;
  readonly rows: number;
}

/** Learns how a column is encoded from the training rows. `free` finds a name that no column has yet. */
export const learnEncoding = async (
  table: Table,
  column: Column,
  request: {
    readonly method: EncodeMethod;
    readonly settings: EncodeParams;
    readonly ctx: NodeContext;
    readonly free: (name: string) => string;
  },
): Promise<Encoding> => {
  const { settings, ctx, free } = request;
  const found = await levelsOf(table, column, ctx);
  const target = table.columns.find(({ role }) => role === 'target');
  const method = request.method === 'auto' ? automatic(found.length, target !== undefined) : request.method;
  const known = column.levels ? ordered(column.levels, found) : found.map(({ level }) => level);
  switch (method) {
    case 'one-hot': {
      const levels = known.length === 2 ? known.slice(1) : known;
      const outputs = levels.map((level) => free(`${column.name}_${level.trim() === '' ? '(empty)' : level}`));
      return { method, outputs, levels, known };
    }
    case 'ordinal':
      return { method, outputs: [column.name], known, values: known.map((_, place) => place) };
    case 'frequency': {
      const rows = new Map(found.map(({ level, rows: count }) => [level, count]));
      const values = known.map((level) => (rows.get(level) ?? 0) / Math.max(1, table.rows));
      return { method, outputs: [column.name], known, values };
    }
    case 'hash':
      return {
        method,
        outputs: Array.from({ length: settings.buckets }, (_, bucket) => free(`${column.name}_hash_${bucket}`)),
      };
    case 'target':
      return learnTarget(table, { column, known, target, smoothing: settings.smoothing, ctx, free });
  }
};

const automatic = (levels: number, hasTarget: boolean): Exclude<EncodeMethod, 'auto'> => {
  if (levels <= mostOneHot) return 'one-hot';
  return hasTarget ? 'target' : 'frequency';
};

const levelsOf = async (table: Table, column: Column, ctx: NodeContext): Promise<readonly Level[]> => {
  const name = sqlName(column.name);
  const rows = await ctx.tables.rows(
    `SELECT CAST(${name} AS VARCHAR) AS level, count(*) AS n FROM ${table.relation} WHERE ${name} IS NOT NULL
     GROUP BY ALL ORDER BY level`,
  );
  return rows.map(({ level, n }) => ({ level: String(level), rows: Number(n) }));
};

/** Levels in their order; those the training rows show beyond it come last. */
const ordered = (levels: readonly string[], found: readonly Level[]): readonly string[] => [
  ...levels,
  ...found.map(({ level }) => level).filter((level) => !levels.includes(level)),
];
