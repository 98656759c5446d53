import type { Column } from '../../contract/column.ts';
import type { RowCondition } from '../../contract/row-pick.ts';
import { sqlName } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import { conditionsSql } from './row-conditions.ts';

interface Choice {
  readonly where: readonly RowCondition[];
  /** The table that predictions are about: its columns are shown beside them. */
  readonly beside?: Table | undefined;
}

const besideColumns = (table: Table, beside: Table): readonly { readonly from: string; readonly column: Column }[] => {
  const taken = new Set(table.columns.map(({ name }) => name.toLowerCase()));
  return beside.columns
    .filter(({ role }) => role !== 'target')
    .map((column) => {
      let name = column.name;
      for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${column.name} ${number}`;
      taken.add(name.toLowerCase());
      return { from: column.name, column: { ...column, name } };
    });
};

/** Many classes have many of them: they come last, so that what a row looks like stands beside what was made of it. */
const isProbability = ({ name }: Column): boolean => name.startsWith('probability_');

/** Some rows of a table, as a table whose rows nobody has counted or ordered yet. @throws data.column-missing */
export const pickedRows = (table: Table, { where, beside }: Choice): Table => {
  const chosen = `(SELECT * FROM ${table.relation} WHERE ${conditionsSql(table, where)})`;
  if (!beside || !table.columns.some(({ name }) => name === 'row')) return { ...table, relation: chosen };
  const { columns } = table;
  const added = besideColumns(table, beside);
  const cells = added.map(({ from, column }) => `t.${sqlName(from)} AS ${sqlName(column.name)}`);
  return {
    ...table,
    columns: [
      ...columns.filter((one) => !isProbability(one)),
      ...added.map(({ column }) => column),
      ...columns.filter(isProbability),
    ],
    relation: `(SELECT ${['p.*', ...cells].join(', ')} FROM ${chosen} p LEFT JOIN ${beside.relation} t ON t.__row = p."row")`,
  };
};
