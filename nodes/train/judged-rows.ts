import type { Tables } from '../../contract/context.ts';
import { probabilityColumns } from '../../contract/prediction-columns.ts';
import { hiddenColumns, sqlName, sqlText } from '../../contract/sql.ts';
import type { Predictions } from '../../contract/values.ts';
import { type MeasuredPart, partCase, picked, rowsByPart } from '../evaluate/parts.ts';

/** What was said of rows, and what came true of them. */
export interface JudgedRows {
  /** Class codes. */
  readonly actual: Float64Array;
  /** Rows × classes, row-major. */
  readonly probabilities: Float64Array;
  readonly classes: number;
}

export interface JudgedPart extends JudgedRows {
  /** `__row` of each. */
  readonly ids: Float64Array;
}

/** Columns of probabilities, class by class, as rows of them. */
export const rowMajor = (columns: readonly Float64Array[]): Float64Array => {
  const rows = columns[0]?.length ?? 0;
  const values = new Float64Array(rows * columns.length);
  for (const [code, column] of columns.entries())
    for (let row = 0; row < rows; row++) values[row * columns.length + code] = column[row] as number;
  return values;
};

/** The rows of predictions by part, those with a known class and a prediction only. */
export const judgedParts = async (
  tables: Tables,
  { table, classes }: Predictions,
): Promise<ReadonlyMap<MeasuredPart, JudgedPart>> => {
  const names = ['id', 'part', 'actual', ...classes.map((_, code) => `p${code}`)];
  const actual = `(list_position([${classes.map(sqlText).join(', ')}]::VARCHAR[], actual) - 1)::DOUBLE`;
  const values = ['"row"::DOUBLE', partCase('part'), actual, ...probabilityColumns(classes).map(sqlName)];
  const cells = [...hiddenColumns(table), ...values.map((value, at) => `${value} AS ${sqlName(names[at] ?? '')}`)];
  const known = `list_contains([${classes.map(sqlText).join(', ')}]::VARCHAR[], actual) AND predicted IS NOT NULL`;
  const coded = await tables.derive(
    table,
    `SELECT ${cells.join(', ')} FROM ${table.relation} WHERE ${known}`,
    names.map((name) => ({ name, type: 'number', role: 'feature' })),
  );
  const [ids, parts, codes, ...columns] = await tables.numberColumns(coded, names);
  if (!ids || !parts || !codes) throw new Error('ids, parts and classes are always read');
  return new Map(
    rowsByPart(parts).map(({ part, rows }) => [
      part,
      {
        ids: picked(ids, rows),
        actual: picked(codes, rows),
        probabilities: rowMajor(columns.map((column) => picked(column, rows))),
        classes: classes.length,
      },
    ]),
  );
};
