import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import type { Table } from '../../../contract/values.ts';
import { keySql } from './key-sql.ts';
import type { DeduplicateParams } from './params.ts';

/** Where rows are found that agree: rows are the same where they agree in all of `by`, SQL over `relation`. */
export interface Grouping {
  readonly relation: string;
  readonly by: readonly string[];
}

/** Each text is held against so many behind it in the alphabet: the work grows with the rows, not with their square. */
const window = 20;
const sameBeginning = 2;
/** Comparing two texts takes the product of their lengths. */
const mostLetters = 200;

/** Representatives of all rows, joined pair by pair. */
const rootsOf = (first: Float64Array, second: Float64Array): ReadonlyMap<number, number> => {
  const parents = new Map<number, number>();
  const rootOf = (row: number): number => {
    let root = row;
    while ((parents.get(root) ?? root) !== root) root = parents.get(root) ?? root;
    parents.set(row, root);
    return root;
  };
  first.forEach((row, at) => {
    const [one, two] = [rootOf(row), rootOf(second[at] ?? row)];
    parents.set(Math.max(one, two), Math.min(one, two));
  });
  return new Map([...parents.keys()].map((row) => [row, rootOf(row)]));
};

const number = (name: string): Column => ({ name, type: 'number', role: 'feature' });

/** Pairs of rows, each standing for those that are the same, whose texts are alike. */
const pairsSql = (table: Table, same: readonly string[], texts: readonly string[], limit: number): string => {
  const said = `left(concat_ws(' ', ${texts.join(', ')}), ${mostLetters})`;
  const others = same.filter((key) => !texts.includes(key)).map((key, at) => `${key} AS o${at}`);
  const names = others.map((_, at) => `o${at}`);
  const distinct = `SELECT min(__row) AS rep, said${names.map((name) => `, ${name}`).join('')} FROM (SELECT ${['__row', `${said} AS said`, ...others].join(', ')}
    FROM ${table.relation}) GROUP BY ${['said', ...names].join(', ')}`;
  const block = [...names, `left(said, ${sameBeginning})`].join(', ');
  const placed = `SELECT rep, said, dense_rank() OVER (ORDER BY ${block}) AS block,
    row_number() OVER (PARTITION BY ${block} ORDER BY said, rep) AS place FROM (${distinct})`;
  return `WITH placed AS (${placed}), ahead AS (SELECT *, unnest(generate_series(1, ${window})) AS step FROM placed)
    SELECT a.rep AS __row, b.rep AS other FROM ahead a JOIN placed b ON b.block = a.block AND b.place = a.place + a.step
    WHERE jaro_winkler_similarity(a.said, b.said) >= ${Number(limit)} ORDER BY __row, other`;
};

/** Rows that agree in `keys`; where it is asked for, rows with texts that are alike count as agreeing. */
export const groupRows = async (
  table: Table,
  keys: readonly Column[],
  { apart, settings, ctx }: { readonly apart: readonly string[]; settings: DeduplicateParams; ctx: NodeContext },
): Promise<Grouping> => {
  const by = [...apart, ...keys.map((key) => keySql(key, settings))];
  const texts = keys
    .filter(({ type, role }) => type === 'text' && role !== 'target')
    .map((key) => keySql(key, settings));
  if (!settings.nearDuplicates || settings.similarity >= 1 || texts.length === 0)
    return { relation: table.relation, by };
  const pairs = await ctx.tables.derive(table, pairsSql(table, by, texts, settings.similarity), [number('other')], {
    parts: false,
    folds: 0,
    repeats: 0,
  });
  const [first = new Float64Array(), second = new Float64Array()] = await ctx.tables.numberColumns(pairs, [
    '__row',
    'other',
  ]);
  ctx.signal.throwIfAborted();
  const roots = await ctx.tables.fromRows(['rep', 'root'].map(number), [...rootsOf(first, second)]);
  const joined = `SELECT t.*, coalesce(CAST(m.root AS BIGINT), t.__rep) AS __same
    FROM (SELECT *, min(__row) OVER (PARTITION BY ${by.join(', ')}) AS __rep FROM ${table.relation}) t
    LEFT JOIN ${roots.relation} m ON CAST(m.rep AS BIGINT) = t.__rep`;
  return { relation: `(${joined})`, by: ['__same'] };
};
