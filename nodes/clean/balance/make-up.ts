import { type MixedRows, majority, smoteNeighbours } from '../../../algorithms/neighbours/smote-nc.ts';
import { createRandom } from '../../../algorithms/random/random.ts';
import type { Column } from '../../../contract/column.ts';
import type { NodeContext, SqlValue } from '../../../contract/context.ts';
import type { Table } from '../../../contract/values.ts';
import { pause } from '../pause.ts';

/** Rows of a class among which neighbours are looked for; comparing each with each is bounded by it. */
export const mostReferences = 5000;

export interface ReferenceColumns {
  readonly numbers: readonly Column[];
  readonly categories: readonly Column[];
}

/** What SMOTE-NC drew: narrow, for the cells are made in DuckDB. */
export interface MadeUp {
  /** Ids of base row and neighbour, and how far between them the new row lies. */
  readonly rows: (readonly [number, number, number])[];
  /** Id of a base row, and the commonest category of its neighbours in each column. */
  readonly votes: (readonly SqlValue[])[];
}

const coded = (
  values: readonly (string | null)[],
): { readonly codes: Int32Array; readonly levels: (string | null)[] } => {
  const levels = [...new Set(values)];
  const byLevel = new Map(levels.map((level, code) => [level, code]));
  return { codes: Int32Array.from(values, (value) => byLevel.get(value) ?? 0), levels };
};

const readClass = async (reference: Table, { numbers, categories }: ReferenceColumns, ctx: NodeContext) => {
  const names = numbers.map(({ name }) => name);
  const texts = [];
  for (const { name } of categories) texts.push(coded(await ctx.tables.texts(reference, name)));
  const mixed: MixedRows = {
    rows: reference.rows,
    numbers: await ctx.tables.numberColumns(reference, names),
    codes: texts.map(({ codes }) => codes),
  };
  const ids = await ctx.tables.numbers(reference, '__row');
  return { mixed, ids, levels: texts.map((text) => text.levels) };
};

/**
 * Draws `count` new rows of one class from reference rows, which are in the order of their ids. A class of one row has no
 * neighbours: its new rows lie where it lies itself.
 */
export const makeUp = async (
  reference: Table,
  columns: ReferenceColumns,
  draw: { readonly count: number; readonly neighbours: number; readonly stream: number; readonly ctx: NodeContext },
): Promise<MadeUp> => {
  const { ctx, count } = draw;
  const { mixed, ids, levels } = await readClass(reference, columns, ctx);
  const random = createRandom(ctx.seed, draw.stream);
  const neighboursOf = smoteNeighbours(mixed, draw.neighbours);
  const found = new Map<number, readonly number[]>();
  const made: MadeUp = { rows: [], votes: [] };
  for (let at = 0; at < count; at++) {
    if (at % 64 === 0) await pause(ctx.signal);
    const base = random.below(reference.rows);
    let near = found.get(base);
    if (!near) {
      near = neighboursOf(base);
      found.set(base, near);
      const voters = near.length > 0 ? near : [base];
      const votes = mixed.codes.map((codes, column) => levels[column]?.[majority(codes, voters)] ?? null);
      made.votes.push([ids[base] ?? 0, ...votes]);
    }
    const other = near.length > 0 ? (near[random.below(near.length)] ?? base) : base;
    made.rows.push([ids[base] ?? 0, ids[other] ?? 0, random.next()]);
  }
  return made;
};
