import { neighbourMean } from '../../../algorithms/neighbours/knn-impute.ts';
import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { hiddenColumns, sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { pause } from '../pause.ts';
import type { Choice } from './choices.ts';
import type { Learned, LinearFill, Neighbours } from './learned.ts';
import { standardised } from './reference-rows.ts';
import { rowOrderSql } from './row-order-sql.ts';

export interface Beside {
  /** SQL of what was found for a missing value, by column. */
  readonly found: ReadonlyMap<string, string>;
  /** Joins to the table, called `t`. */
  readonly joins: string;
}

/** Some rows that have gaps: each source by name, as far as the table has it. */
type Sources = ReadonlyMap<string, Float64Array>;
type Filler = (row: number) => number;

const chunkCells = 2_000_000;

const modelFiller = ({ sources, coefficients, intercept, low, high }: LinearFill, given: Sources): Filler => {
  const values = sources.map((source) => standardised(given.get(source.name) ?? new Float64Array(), source));
  return (row) => {
    const sum = values.reduce((total, own, at) => total + (own[row] || 0) * (coefficients[at] ?? 0), intercept);
    return Math.min(Math.max(sum, low), high);
  };
};

/** Fillers of all columns that ask for neighbours, which share the training rows. */
const neighbourFillers = ({ columns, values }: Neighbours, given: Sources, k: number): ((name: string) => Filler) => {
  const reference = values.map((column) => Float64Array.from(column, (value) => value ?? Number.NaN));
  const rows = given.get('__row')?.length ?? 0;
  const own = columns.map((column) =>
    standardised(given.get(column.name) ?? new Float64Array(rows).fill(Number.NaN), column),
  );
  return (name) => {
    const at = columns.findIndex((column) => column.name === name);
    const { mean, deviation } = columns[at] ?? { mean: 0, deviation: 1 };
    return (row) => mean + deviation * neighbourMean(reference, own, { row, column: at, k });
  };
};

interface Filling {
  readonly state: Learned;
  readonly neighbours: number;
  readonly ctx: NodeContext;
}

const fillersOf = (choices: readonly Choice[], given: Sources, { state, neighbours }: Filling): readonly Filler[] => {
  const near = state.neighbours ? neighbourFillers(state.neighbours, given, neighbours) : undefined;
  return choices.map(({ column: { name }, method }) => {
    const model = state.models?.[name];
    if (method === 'model') return model ? modelFiller(model, given) : () => Number.NaN;
    return near ? near(name) : () => Number.NaN;
  });
};

/** Fills what the fillers can, and lets a cancel in between. */
const fillChunk = async (
  given: Sources,
  choices: readonly Choice[],
  filling: Filling,
): Promise<readonly (readonly (number | null)[])[]> => {
  const fillers = fillersOf(choices, given, filling);
  const ids = given.get('__row') ?? new Float64Array();
  const rows: (number | null)[][] = [];
  for (let row = 0; row < ids.length; row++) {
    if (row % 64 === 0) await pause(filling.ctx.signal);
    const cells = fillers.map((filler, at) => {
      const own = given.get(choices[at]?.column.name ?? '')?.[row];
      const value = own === undefined || Number.isNaN(own) ? filler(row) : Number.NaN;
      return Number.isFinite(value) ? value : null;
    });
    rows.push([ids[row] ?? 0, ...cells]);
  }
  return rows;
};

const sourceNames = ({ neighbours, models = {} }: Learned): readonly string[] => [
  ...new Set([
    ...(neighbours?.columns ?? []).map(({ name }) => name),
    ...Object.entries(models).flatMap(([name, { sources }]) => [name, ...sources.map((source) => source.name)]),
  ]),
];

/** A table of `id` and a value for each choice, of the rows that lack one. */
const computed = async (table: Table, choices: readonly Choice[], filling: Filling): Promise<Table> => {
  const { ctx, state } = filling;
  const present = new Map(table.columns.map((column) => [column.name, column]));
  const columns = sourceNames(state).flatMap((name): readonly Column[] => {
    const column = present.get(name);
    return column ? [column] : [];
  });
  const names = ['__row', ...columns.map(({ name }) => name)];
  const gaps = choices.map(({ column }) => `${sqlName(column.name)} IS NULL`).join(' OR ');
  const size = Math.max(1000, Math.floor(chunkCells / names.length));
  const cells = [...hiddenColumns(table), ...columns.map(({ name }) => name)].map(sqlName).join(', ');
  const rows: (readonly (number | null)[])[] = [];
  for (let from = 0, more = true; more; from += size) {
    const sql = `SELECT ${cells} FROM ${table.relation} WHERE ${gaps} ORDER BY __row LIMIT ${size} OFFSET ${from}`;
    const chunk = await ctx.tables.derive(table, sql, columns);
    const values = await ctx.tables.numberColumns(chunk, names);
    for (const row of await fillChunk(
      new Map(names.map((name, at) => [name, values[at] as Float64Array])),
      choices,
      filling,
    ))
      rows.push(row);
    more = chunk.rows === size;
  }
  const made = ['id', ...choices.map((_, at) => `filled_${at}`)];
  return ctx.tables.fromRows(
    made.map((name): Column => ({ name, type: 'number', role: 'feature' })),
    rows,
  );
};

/** What the rows or the columns beside a gap say, for methods that fill each row by itself. */
export const fillBeside = async (table: Table, choices: readonly Choice[], filling: Filling): Promise<Beside> => {
  const those = (...methods: readonly string[]): readonly Choice[] =>
    choices.filter(({ method }) => methods.includes(method));
  const [ordered, others] = [those('previous', 'next', 'interpolate'), those('knn', 'model')];
  const found = new Map<string, string>();
  const joins: string[] = [];
  if (ordered.length > 0) {
    joins.push(`LEFT JOIN (${rowOrderSql(table, ordered)}) o ON o.__row = t.__row`);
    for (const [at, { column }] of ordered.entries()) found.set(column.name, `o.order_${at}`);
  }
  if (others.length > 0) {
    const values = await computed(table, others, filling);
    joins.push(`LEFT JOIN ${values.relation} f ON CAST(f.id AS BIGINT) = t.__row`);
    for (const [at, { column }] of others.entries()) found.set(column.name, `f.filled_${at}`);
  }
  return { found, joins: joins.join(' ') };
};
