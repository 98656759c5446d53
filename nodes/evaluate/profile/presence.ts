import type { Tables } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';

/** Where a value is there, of all columns. */
export interface Presence {
  /** By column, in the table's order. */
  readonly present: readonly number[];
  /** In the order train, validation, test, those that have rows; empty without a split. */
  readonly parts: readonly { readonly part: string; readonly rows: number; readonly present: readonly number[] }[];
}

/** Columns counted in one query. */
const atOnce = 2000;

const partNames = ['train', 'validation', 'test'];

/** Counts rows and values of each column, of each part where there is a split. */
export const countPresent = async (tables: Tables, table: Table): Promise<Presence> => {
  const counted = new Map<string, { rows: number; readonly present: number[] }>();
  for (let from = 0; from < Math.max(1, table.columns.length); from += atOnce) {
    const names = table.columns.slice(from, from + atOnce).map(({ name }) => name);
    const counts = names.map((name, index) => `count(${sqlName(name)}) AS c${index}`);
    const part = table.split.parts ? '__part' : "'all'";
    const rows = await tables.rows(
      `SELECT ${[`${part} AS part`, 'count(*) AS n', ...counts].join(', ')} FROM ${table.relation} GROUP BY 1`,
    );
    for (const row of rows) {
      const known = counted.get(String(row['part'])) ?? { rows: 0, present: [] };
      known.rows = Number(row['n']);
      names.forEach((_, index) => {
        known.present[from + index] = Number(row[`c${index}`]);
      });
      counted.set(String(row['part']), known);
    }
  }
  const all = [...counted.values()];
  return {
    present: table.columns.map((_, index) => all.reduce((sum, { present }) => sum + (present[index] ?? 0), 0)),
    parts: partNames.flatMap((part) => {
      const found = counted.get(part);
      return found ? [{ part, ...found }] : [];
    }),
  };
};
