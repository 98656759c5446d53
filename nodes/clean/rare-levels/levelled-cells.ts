import { sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { cellListsBeside } from '../../cell-lists.ts';
import { isWide } from '../../cells-below.ts';
import { replacedCells } from '../replaced-cells.ts';
import { type Levels, mergedSql } from './levels.ts';
import type { RareParams } from './params.ts';

const list = (texts: readonly string[]): string => `[${texts.map(sqlText).join(', ')}]::VARCHAR[]`;

const oneByOne = (table: Table, learned: ReadonlyMap<string, Levels>, settings: RareParams): string => {
  const cells = [...learned].map(([column, { kept }]): [string, string] => {
    const merged = mergedSql(sqlName(column), settings);
    const stays = kept.length > 0 ? `WHEN ${merged} IN (${kept.map(sqlText).join(', ')}) THEN ${merged}` : '';
    return [column, `CASE WHEN ${sqlName(column)} IS NULL THEN NULL ${stays} ELSE ${sqlText(settings.other)} END`];
  });
  return replacedCells(table, new Map(cells));
};

const byLists = (table: Table, learned: ReadonlyMap<string, Levels>, settings: RareParams): string => {
  const merged = mergedSql('pair[1]', settings);
  const { made, places } = cellListsBeside('__levels_', [...learned.keys()], {
    cell: `CASE WHEN pair[1] IS NULL THEN NULL WHEN list_contains(pair[2], ${merged}) THEN ${merged} ELSE ${sqlText(settings.other)} END`,
    own: (column) => list(learned.get(column)?.kept ?? []),
  });
  return replacedCells(table, places, `(SELECT *, ${made.join(', ')} FROM ${table.relation})`);
};

/** A query for the table with what is rare in its columns put together; the cells of many columns in lists. */
export const levelledCells = (table: Table, learned: ReadonlyMap<string, Levels>, settings: RareParams): string =>
  (isWide(table, learned.size) ? byLists : oneByOne)(table, learned, settings);
