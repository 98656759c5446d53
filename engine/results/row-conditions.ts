import type { Column } from '../../contract/column.ts';
import { fail } from '../../contract/problem.ts';
import type { RowCondition, RowMeasure } from '../../contract/row-pick.ts';
import { sqlName, sqlText } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';

type Columns = Pick<Table, 'columns'>;

const columnOf = ({ columns }: Columns, name: string): Column => {
  const column = columns.find((one) => one.name === name);
  if (!column) throw fail('data.column-missing', { column: name });
  return column;
};

const numberSql = (table: Columns, column: string): string => {
  const { name, type } = columnOf(table, column);
  return type === 'datetime' ? `epoch(${sqlName(name)})` : `TRY_CAST(${sqlName(name)} AS DOUBLE)`;
};

const measureSql = (table: Columns, measure: RowMeasure): { readonly value: string; readonly number: string } => {
  if ('column' in measure)
    return { value: sqlName(columnOf(table, measure.column).name), number: numberSql(table, measure.column) };
  const number =
    'difference' in measure
      ? `(${numberSql(table, measure.difference[0])} - ${numberSql(table, measure.difference[1])})`
      : `greatest(${measure.largest.map((column) => numberSql(table, column)).join(', ')})`;
  return { value: number, number };
};

const amongSql = (
  { value, number }: ReturnType<typeof measureSql>,
  values: NonNullable<RowCondition['in']>,
): string => {
  const texts = values.filter((one) => typeof one === 'string').map(sqlText);
  const numbers = values.filter((one) => typeof one === 'number').map((one) => `${one}::DOUBLE`);
  const choices = [
    ...(texts.length > 0 ? [`${value}::VARCHAR IN (${texts.join(', ')})`] : []),
    ...(numbers.length > 0 ? [`${number} IN (${numbers.join(', ')})`] : []),
    ...(values.includes(null) ? [`${value} IS NULL`] : []),
  ];
  return choices.length > 0 ? `(${choices.join(' OR ')})` : 'false';
};

/**
 * The condition of a query, from conditions that a window sent: their columns must be among the table's, their values go in as
 * literals of one type. @throws data.column-missing
 */
export const conditionsSql = (table: Columns, conditions: readonly RowCondition[]): string =>
  conditions
    .flatMap((condition) => {
      const measured = measureSql(table, condition.of);
      const { from, to, below } = condition;
      return [
        ...(condition.in ? [amongSql(measured, condition.in)] : []),
        ...(from === undefined ? [] : [`${measured.number} >= ${from}::DOUBLE`]),
        ...(to === undefined ? [] : [`${measured.number} <= ${to}::DOUBLE`]),
        ...(below === undefined ? [] : [`${measured.number} < ${below}::DOUBLE`]),
      ];
    })
    .join(' AND ') || 'true';
