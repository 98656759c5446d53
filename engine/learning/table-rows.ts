import type { Part } from '../../contract/column.ts';
import { fail } from '../../contract/problem.ts';
import { sqlName, sqlText } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Selection } from './learning-plan.ts';
import type { Target } from './roles.ts';

/** Rows of some parts of a table; of all parts where none is named. */
export const partsOf = (table: Table, parts: readonly Part[]): Selection => ({
  relation: table.relation,
  where: table.split.parts && parts.length > 0 ? `__part IN (${parts.map(sqlText).join(', ')})` : 'true',
});

/** The rows among them that have a value of the target. */
export const withTarget = ({ relation, where }: Selection, { column, task }: Target): Selection => {
  const name = sqlName(column.name);
  const known = task === 'classification' ? `${name} IS NOT NULL` : `isfinite(${name}::DOUBLE)`;
  return { relation, where: `(${where}) AND ${known}` };
};

/** The rows that may be learned from. A table without parts is learned from only where that was asked for. */
export const trainingRows = (
  table: Table,
  target: Target,
  { useAllRows, withValidation }: { readonly useAllRows: boolean; readonly withValidation: boolean },
): Selection => {
  if (!table.split.parts && !useAllRows) throw fail('train.no-split');
  return withTarget(partsOf(table, withValidation ? ['train', 'validation'] : ['train']), target);
};
