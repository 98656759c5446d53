import type { Tables } from '../../contract/context.ts';
import { hiddenColumns } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import { partCase } from './parts.ts';

/** Rows that can be measured: both values are there and finite. */
export const usableValues = 'isfinite(actual) AND isfinite(predicted)';

/** Predictions of values as numbers. */
export interface ValuedRows {
  /** Stable row ids. */
  readonly ids: Float64Array;
  /** As `truthfulParts` counts them. */
  readonly parts: Float64Array;
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
}

/** Brings predictions of values out of the database; rows that can't be measured stay there. */
export const valuedRows = async (tables: Tables, table: Table): Promise<ValuedRows> => {
  const names = ['row', 'part', 'actual', 'predicted'] as const;
  const columns = `"row"::DOUBLE AS "row", ${partCase('part')} AS part, actual::DOUBLE AS actual, predicted::DOUBLE AS predicted`;
  const finite = await tables.derive(
    table,
    `SELECT ${[...hiddenColumns(table), columns].join(', ')} FROM ${table.relation} WHERE ${usableValues}`,
    names.map((name) => ({ name, type: 'number', role: 'feature' })),
  );
  const read = (name: (typeof names)[number]): Promise<Float64Array> => tables.numbers(finite, name);
  return {
    ids: await read('row'),
    parts: await read('part'),
    actual: await read('actual'),
    predicted: await read('predicted'),
  };
};
