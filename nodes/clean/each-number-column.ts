import type { NodeContext } from '../../contract/context.ts';
import type { Table } from '../../contract/values.ts';
import { pause } from './pause.ts';

/** Values read at once; columns are read together as far as they fit, for that is faster. */
const mostValues = 2_000_000;
const mostTogether = 1000;

/** The values of one column after the other, NaN where one is missing; a cancel is heard in between. */
export async function* eachNumberColumn(
  table: Table,
  names: readonly string[],
  ctx: NodeContext,
): AsyncGenerator<readonly [string, Float64Array]> {
  const together = Math.max(1, Math.min(mostTogether, Math.floor(mostValues / Math.max(1, table.rows))));
  for (let from = 0; from < names.length; from += together) {
    const those = names.slice(from, from + together);
    const read = await ctx.tables.numberColumns(table, those);
    for (const [at, name] of those.entries()) {
      await pause(ctx.signal);
      const values = read[at];
      if (values) yield [name, values];
    }
  }
}
