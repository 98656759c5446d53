import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';

/** So many are always looked at, however few rows they have. */
const fewClasses = 50;
/** Five fits of 400 classes in 4,800 rows take more than a minute already. */
const mostClasses = 200;
/** A probability for each row and class is held several times over: 25 million of them take 200 MB each time. */
const mostCells = 25_000_000;
/** With fewer rows a class is not learned well enough for its labels to be doubted. */
const fewestRows = 10;

/** Refuses a target whose values name rows rather than classes, such as free text. @throws data.too-many-classes */
export const checkClasses = async (table: Table, target: Column, { tables }: NodeContext): Promise<void> => {
  const training = table.split.parts ? `WHERE __part = 'train'` : '';
  const name = sqlName(target.name);
  const [row] = await tables.rows(
    `SELECT count(DISTINCT ${name}) AS classes, count(${name}) AS rows FROM ${table.relation} ${training}`,
  );
  const [classes, rows] = [Number(row?.['classes']), Number(row?.['rows'])];
  if (classes <= fewClasses) return;
  if (classes <= mostClasses && rows >= fewestRows * classes && rows * classes <= mostCells) return;
  throw fail('data.too-many-classes', {
    column: target.name,
    values: { count: classes.toLocaleString('en'), rows: rows.toLocaleString('en') },
  });
};
