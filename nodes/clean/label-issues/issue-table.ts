import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { probabilityColumns } from '../../../contract/prediction-columns.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { freeNames } from '../free-names.ts';

export interface IssueSources {
  readonly target: Column;
  readonly classes: readonly string[];
  /** Of `rowKeys`. */
  readonly keys: Table;
  /** Of `foundRows`. */
  readonly found: Table;
  /** Of `findCorrections`. */
  readonly corrections: Table;
}

/** Labels that are probably wrong, the least believable first, each with what speaks against it and what is in its row. */
export const issueTable = (table: Table, sources: IssueSources, ctx: NodeContext): Promise<Table> => {
  const { target, classes, keys, found, corrections } = sources;
  const own: readonly (readonly [Column, string])[] = [
    [{ name: 'row_key', type: 'text', role: 'id' }, 'k.row_key'],
    [
      { name: 'given', type: 'category', role: 'ignored', levels: classes },
      `CAST(t.${sqlName(target.name)} AS VARCHAR)`,
    ],
    [{ name: 'suggested', type: 'category', role: 'ignored', levels: classes }, 'f.suggested'],
    [{ name: 'correction', type: 'category', role: 'ignored' }, 'c.label'],
    [{ name: 'self_confidence', type: 'number', role: 'ignored' }, 'f.confidence'],
    [{ name: 'margin', type: 'number', role: 'ignored' }, 'f.margin'],
    ...probabilityColumns(classes).map((name, code): readonly [Column, string] => [
      { name, type: 'number', role: 'ignored' },
      `f.p${code}`,
    ]),
  ];
  const free = freeNames(own.map(([column]) => column));
  const evidence = table.columns
    .filter(({ name }) => name !== target.name)
    .map((column): readonly [Column, string] => [{ ...column, name: free(column.name) }, `t.${sqlName(column.name)}`]);
  const all = [...own, ...evidence];
  const selected = all.map(([{ name }, sql]) => `${sql} AS ${sqlName(name)}`);
  return ctx.tables.create(
    `SELECT ${selected.join(', ')} FROM ${table.relation} t
     JOIN ${found.relation} f ON f.id = t.__row AND f.flag = 1
     JOIN ${keys.relation} k ON k.row = t.__row
     LEFT JOIN ${corrections.relation} c ON c.row = t.__row
     ORDER BY f.confidence, t.__row`,
    all.map(([column]) => column),
  );
};
