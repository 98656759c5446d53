import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { physicalTypes, sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { firstOfEach } from './match-rows.ts';
import type { JoinPlan } from './plan-join.ts';

type CarriedColumn = Pick<Column, 'name' | 'type' | 'role'> & { readonly levels: readonly string[] | null };

/** What a model carries of the right table: the first row of each key, as text, so that nothing is lost in JSON. */
export type Carried = {
  readonly columns: readonly CarriedColumn[];
  readonly cells: readonly (readonly (string | null)[])[];
};

const cellLimit = 200_000;

const tooMuch = (cells: number): string =>
  `The right table has ${cells} cells; a model carries at most ${cellLimit}. So a model behind this join asks for rows as they leave it, with what was joined; join new rows the same way before predicting.`;

/** The columns and rows that predicting needs; null, with a finding, where they are too many. */
export const carry = async (right: Table, plan: JoinPlan, ctx: NodeContext): Promise<Carried | null> => {
  const kept = right.columns.filter(
    (column) => plan.keys.some((key) => key.right === column) || plan.taken.some(({ from }) => from === column),
  );
  const lookup = firstOfEach(right.relation, plan.keys);
  const known = plan.keys.map((key) => `r.${sqlName(key.right.name)} IS NOT NULL`).join(' AND ');
  const [size] = await ctx.tables.rows(`SELECT count(*) AS n FROM ${lookup} r WHERE ${known}`);
  const cells = Number(size?.['n'] ?? 0) * kept.length;
  if (cells > cellLimit) {
    ctx.finding({
      code: 'data.join-not-carried',
      severity: 'warning',
      message: tooMuch(cells),
      value: cells,
      limit: cellLimit,
    });
    return null;
  }
  const texts = kept.map(({ name }, index) => `CAST(${sqlName(name)} AS VARCHAR) AS c${index}`);
  const rows = await ctx.tables.rows(`SELECT ${texts.join(', ')} FROM ${lookup} r WHERE ${known} ORDER BY __row`);
  return {
    columns: kept.map(({ name, type, role, levels }) => ({ name, type, role, levels: levels ?? null })),
    cells: rows.map((row) => kept.map((_, index) => (row[`c${index}`] ?? null) as string | null)),
  };
};

/** The carried rows as a table again. */
export const unpack = async ({ columns, cells }: Carried, ctx: NodeContext): Promise<Table> => {
  const texts = columns.map((_, index): Column => ({ name: `c${index}`, type: 'text', role: 'feature' }));
  const packed = await ctx.tables.fromRows(texts, cells);
  const casts = columns.map(({ name, type }, index) => `CAST(c${index} AS ${physicalTypes[type]}) AS ${sqlName(name)}`);
  const unpacked = columns.map(({ levels, ...column }): Column => ({ ...column, ...(levels ? { levels } : {}) }));
  return ctx.tables.derive(packed, `SELECT __row, ${casts.join(', ')} FROM ${packed.relation}`, unpacked);
};
