import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { blocksBelow, isWide } from '../../cells-below.ts';
import { type Bounded, boundsBeside, outsideBeside, outsideSql } from './bounds-sql.ts';

/** SQL: whether a row has an outlier in any of the columns; many of them are asked about in lists. */
export const outlyingSql = (table: Table, learned: readonly Bounded[]): string => {
  if (learned.length === 0) return 'false';
  if (!isWide(table, learned.length))
    return learned.map(({ column, bounds }) => outsideSql(column.name, bounds)).join(' OR ');
  const lists = blocksBelow(learned).map((block) => ({
    made: `CAST([${block.map(({ column }) => sqlName(column.name)).join(', ')}] AS DOUBLE[])`,
    bounds: `[${block.map(boundsBeside).join(', ')}]`,
  }));
  const made = lists.map((list, at) => `${list.made} AS list${at}`).join(', ');
  const any = lists.map(
    ({ bounds }, at) => `list_bool_or(list_transform(list_zip(list${at}, ${bounds}), lambda pair: ${outsideBeside}))`,
  );
  // In a query of its own: a condition on 3,000 columns beside SELECT * takes DuckDB ten seconds to make ready.
  return `__row IN (SELECT __row FROM (SELECT __row, ${made} FROM ${table.relation}) WHERE ${any.join(' OR ')})`;
};
