import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import type { Table } from '../../../contract/values.ts';
import type { Judged } from './judge-labels.ts';

const column = (name: string, type: Column['type'] = 'number'): Column => ({ name, type, role: 'ignored' });

/** Brings what was judged back to DuckDB: `id`, `flag`, `confidence`, `margin`, `suggested`, and `p0`… of each row. */
export const foundRows = async (
  { seen, flags, confidence, margin, suggested }: Judged,
  ctx: NodeContext,
): Promise<Table> => {
  const count = seen.rows.length;
  const width = seen.classes.length;
  const places = await ctx.tables.create(`SELECT range AS place FROM range(${count})`, [column('place', 'integer')]);
  return ctx.tables.withColumns(places, [
    { column: column('id', 'integer'), values: seen.rows },
    { column: column('flag'), values: flags },
    { column: column('confidence'), values: confidence },
    { column: column('margin'), values: margin },
    { column: column('suggested', 'text'), values: Array.from(suggested, (code) => seen.classes[code] ?? null) },
    ...seen.classes.map((_, code) => ({
      column: column(`p${code}`),
      values: Float64Array.from({ length: count }, (__, row) => seen.predicted[row * width + code] as number),
    })),
  ]);
};
