import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { cellLists } from '../../cell-lists.ts';
import { isWide } from '../../cells-below.ts';
import { replacedCells } from '../replaced-cells.ts';
import type { Conversion } from './convert.ts';

/** Those that are converted in the same way together, each of the others alone. */
export const byKind = (conversions: readonly Conversion[]): readonly (readonly Conversion[])[] => {
  const kinds = new Map<unknown, Conversion[]>();
  for (const conversion of conversions) {
    const kind = conversion.kind ?? conversion;
    const same = kinds.get(kind);
    if (same) same.push(conversion);
    else kinds.set(kind, [conversion]);
  }
  return [...kinds.values()];
};

/** A query for the table with its columns converted; the cells of many that are converted in the same way in lists. */
export const convertedCells = (table: Table, conversions: readonly Conversion[]): string => {
  const cells = new Map<string, string>();
  const made: string[] = [];
  for (const [at, kind] of byKind(conversions).entries()) {
    const [first] = kind;
    if (first && isWide(table, kind.length)) {
      const names = kind.map(({ from }) => from.name);
      const lists = cellLists(`__converted_${at}_`, names, () => first.sqlOf('raw'));
      made.push(...lists.made);
      for (const [name, place] of lists.places) cells.set(name, place);
    } else for (const { from, sqlOf } of kind) cells.set(from.name, sqlOf(sqlName(from.name)));
  }
  const from = made.length > 0 ? `(SELECT *, ${made.join(', ')} FROM ${table.relation})` : table.relation;
  return replacedCells(table, cells, from);
};
