import type { TouchedColumn } from '../../../contract/amendment.ts';
import type { Column } from '../../../contract/column.ts';
import { physicalTypes, sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { sqlValue } from '../sql-value.ts';
import { type Choice, filledColumn } from './choices.ts';
import type { Learned } from './learned.ts';

/** Name of the column that says where another had no value; numbered if there is one of that name already. */
const indicatorName = (name: string, taken: ReadonlySet<string>): string => {
  let free = `${name}_missing`;
  for (let i = 2; taken.has(free.toLowerCase()); i++) free = `${name}_missing_${i}`;
  return free;
};

export const addedColumns = (columns: readonly Column[], indicators: readonly string[]): readonly Column[] => {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  return indicators.map((name) => {
    const free = indicatorName(name, taken);
    taken.add(free.toLowerCase());
    return { name: free, type: 'boolean', role: 'feature' };
  });
};

interface Filling {
  readonly state: Learned;
  readonly found: ReadonlyMap<string, string>;
  /** Missing values by column. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * What is selected to fill a table, called `t`, by what was learned and by what was `found` for single rows, and the columns it
 * gives; and what each of these is, where nothing was found for single rows.
 */
export const fillSql = (
  table: Table,
  choices: readonly Choice[],
  { state: { fills, indicators }, found, counts }: Filling,
) => {
  const byName = new Map(choices.map((choice) => [choice.column.name, choice]));
  const left = table.columns.filter(({ name }) => byName.get(name)?.method !== 'drop-column');
  const kept = left.map((column) => {
    const choice = byName.get(column.name);
    return choice ? filledColumn(choice) : column;
  });
  const values = kept.map(({ name, type }) => {
    const fill = fills[name];
    const own = `CAST(t.${sqlName(name)} AS ${physicalTypes[type]})`;
    if (!byName.has(name)) return `${own} AS ${sqlName(name)}`;
    const beside = found.get(name);
    const learned = fill === null || fill === undefined ? [] : [sqlValue(fill, type)];
    const values = [own, ...(beside ? [`CAST(${beside} AS ${physicalTypes[type]})`] : []), ...learned];
    return `coalesce(${values.join(', ')}) AS ${sqlName(name)}`;
  });
  const present = indicators.filter((name) => left.some((column) => column.name === name));
  const added = addedColumns(kept, present);
  const flags = added.map(({ name }, i) => `t.${sqlName(present[i] ?? '')} IS NULL AS ${sqlName(name)}`);
  const cells = kept.map(({ name }): TouchedColumn => {
    const fill = byName.has(name) && (counts.get(name) ?? 0) > 0 ? fills[name] : undefined;
    return fill === undefined || fill === null ? { of: name } : { of: name, fill };
  });
  const gaps = present.map((of): TouchedColumn => ({ of, missing: true }));
  return { values: [...values, ...flags], columns: [...kept, ...added], cells: [...cells, ...gaps] };
};
