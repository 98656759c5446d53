import { factorise } from '../../../algorithms/linear/cholesky.ts';
import { pearson } from '../../../algorithms/statistics/correlation.ts';
import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import type { Table } from '../../../contract/values.ts';
import { pause } from '../pause.ts';
import type { Choice } from './choices.ts';
import type { Learned, LinearFill, Neighbours, Standardised } from './learned.ts';
import { referenceRows, sourcesOf, standardised, standardOf } from './reference-rows.ts';

const mostSources = 30;
/** Ridge penalty in units of the standardised sources; it keeps repeated columns from pulling against each other. */
const penalty = 1;

interface Reference {
  readonly columns: readonly Standardised[];
  /** Standardised, missing as NaN. */
  readonly values: readonly Float64Array[];
}

const readReference = async (table: Table, columns: readonly Column[], ctx: NodeContext): Promise<Reference> => {
  const names = columns.map(({ name }) => name);
  const raw = await ctx.tables.numberColumns(await referenceRows(table, names.length, ctx), names);
  const standards = raw.map((values, at) => ({ name: names[at] ?? '', ...standardOf(values) }));
  return {
    columns: standards,
    values: raw.map((values, at) => standardised(values, standards[at] ?? { mean: 0, deviation: 1 })),
  };
};

/** The other columns that go with this one most, the best first. */
const bestSources = (reference: Reference, target: number): readonly number[] => {
  const own = reference.values[target] as Float64Array;
  return reference.values
    .map((values, at) => ({ at, strength: at === target ? 0 : Math.abs(pearson(values, own) ?? 0) }))
    .filter(({ strength }) => strength > 0)
    .sort((a, b) => b.strength - a.strength || a.at - b.at)
    .slice(0, mostSources)
    .map(({ at }) => at);
};

/** Ridge regression of one standardised column on others, over the rows that have it. */
const solveRidge = (own: Float64Array, sources: readonly Float64Array[]): Float64Array => {
  const rows = [...own.keys()].filter((row) => !Number.isNaN(own[row]));
  const known = sources.map((values) => Float64Array.from(rows, (row) => values[row] || 0));
  const size = sources.length;
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let one = 0; one < size; one++) {
    const first = known[one] as Float64Array;
    right[one] = first.reduce((sum, value, at) => sum + value * (own[rows[at] as number] as number), 0);
    for (let two = 0; two <= one; two++) {
      const second = known[two] as Float64Array;
      const product = first.reduce((sum, value, at) => sum + value * (second[at] as number), one === two ? penalty : 0);
      matrix[one * size + two] = product;
      matrix[two * size + one] = product;
    }
  }
  return factorise(matrix, size).solve(right);
};

const learnModel = (reference: Reference, target: number): LinearFill | undefined => {
  const own = reference.values[target] as Float64Array;
  const { mean, deviation } = reference.columns[target] as Standardised;
  const present = own.filter((value) => !Number.isNaN(value));
  const chosen = bestSources(reference, target);
  if (present.length < 2 || chosen.length === 0) return undefined;
  const solved = solveRidge(
    own,
    chosen.map((at) => reference.values[at] as Float64Array),
  );
  const [low, high] = [Math.min(...present), Math.max(...present)].map((value) => mean + value * deviation);
  return {
    sources: chosen.map((at) => reference.columns[at] as Standardised),
    coefficients: [...solved].map((value) => value * deviation),
    intercept: mean,
    low: low ?? mean,
    high: high ?? mean,
  };
};

const neighboursOf = ({ columns, values }: Reference): Neighbours => ({
  columns,
  values: values.map((column) => [...column].map((value) => (Number.isNaN(value) ? null : value))),
});

/** What filling row by row needs of the training rows: some of them for knn, a linear model for each column that asks for one. */
export const learnBeside = async (
  table: Table,
  choices: readonly Choice[],
  ctx: NodeContext,
): Promise<Pick<Learned, 'neighbours' | 'models'>> => {
  const asks = (wanted: string): readonly Column[] =>
    choices.filter(({ method }) => method === wanted).map(({ column }) => column);
  const [near, modelled] = [asks('knn'), asks('model')];
  if (near.length + modelled.length === 0) return {};
  const columns = sourcesOf(table.columns);
  const named = new Set(columns.map(({ name }) => name));
  const others = [...near, ...modelled].filter(({ name }) => !named.has(name));
  const reference = await readReference(table, [...columns, ...others], ctx);
  const models: Record<string, LinearFill> = {};
  for (const { name } of modelled) {
    await pause(ctx.signal);
    const model = learnModel(
      reference,
      reference.columns.findIndex((column) => column.name === name),
    );
    if (model) models[name] = model;
  }
  return { models, ...(near.length > 0 ? { neighbours: neighboursOf(reference) } : {}) };
};
