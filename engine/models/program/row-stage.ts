import type { FromText } from '../../../contract/context.ts';
import type { Made } from './record-steps.ts';
import { refusal } from './refusal.ts';
import type { SqlExpr, SqlFrom, SqlSelect } from './sql-tree.ts';

/** Constants that rows are joined to by a text. */
export interface ConstantRows {
  /** Lower-case name of each column but the key. */
  readonly columns: readonly string[];
  readonly key: SqlExpr;
  readonly rows: readonly (readonly SqlExpr[])[];
}

/** What names mean in one SELECT. */
export interface Scope {
  /** Name of each column of the row, by its lower-case name. */
  readonly columns: ReadonlyMap<string, string>;
  readonly alias: string;
  /** By lower-case alias. */
  readonly joined: ReadonlyMap<string, ConstantRows>;
  /** Who asks, for a refusal. */
  readonly by: string;
}

export type StageValue =
  | { readonly sql: SqlExpr }
  | { readonly same: string }
  | { readonly follows: FromText }
  | { readonly refused: string };

/** One SELECT over a row: its columns in order, each by how it is made of the row before. */
export interface RowStage {
  readonly scope: Scope;
  readonly values: ReadonlyMap<string, StageValue>;
}

const namesOf = (columns: Iterable<string>): ReadonlyMap<string, string> =>
  new Map([...columns].map((name) => [name.toLowerCase(), name]));

const kept = (name: string): StageValue => ({ same: name });

/** A column name as `sqlName` wrote it, without a table before it. */
const lastName = ({ column_names = [] }: SqlExpr): string => column_names.at(-1) ?? '';

const starred = (star: SqlExpr, { columns }: Scope): readonly (readonly [string, StageValue])[] => {
  const without = new Set(star.exclude_list?.map((name) => name.toLowerCase()));
  const instead = new Map(star.replace_list?.map(({ key, value }) => [key.toLowerCase(), value]));
  return [...columns].flatMap(([lower, name]): readonly (readonly [string, StageValue])[] => {
    const sql = instead.get(lower);
    if (without.has(lower)) return [];
    return [[name, sql ? { sql } : kept(name)]];
  });
};

const selected = (select: SqlSelect, scope: Scope): ReadonlyMap<string, StageValue> =>
  new Map(
    select.select_list.flatMap((expr): readonly (readonly [string, StageValue])[] =>
      expr.class === 'STAR' ? starred(expr, scope) : [[expr.alias || lastName(expr), { sql: expr }]],
    ),
  );

const isPlain = ({ modifiers, group_expressions, having, qualify, sample }: SqlSelect): boolean =>
  modifiers.every(({ type }) => type === 'ORDER_MODIFIER') &&
  group_expressions.length === 0 &&
  [having, qualify, sample].every((part) => part === null);

/** A list of constants beside the row, found by a text: `LEFT JOIN (VALUES …) AS l(level, v) ON l.level = …`. */
const constantRows = (
  { left: _, right, condition, join_type }: SqlFrom,
  by: string,
): readonly [string, ConstantRows] => {
  const list = right?.subquery?.node.from_table;
  const [keyName = '', ...columns] = (right?.column_name_alias ?? []).map((name) => name.toLowerCase());
  const sides = [condition?.left, condition?.right];
  const key = sides.find((side) => side && lastName(side).toLowerCase() !== keyName);
  const isByKey = condition?.type === 'COMPARE_EQUAL' && sides.some((side) => side?.class === 'COLUMN_REF');
  if (!right || join_type !== 'LEFT' || !isByKey || !key) throw refusal(by, 'it looks at other rows');
  const rows = list?.type === 'EXPRESSION_LIST' ? (list.values ?? []) : [];
  const isEmpty = list?.type === 'EMPTY' || list?.type === 'EMPTY_FROM';
  if (list?.type !== 'EXPRESSION_LIST' && !isEmpty) throw refusal(by, 'it looks at other rows');
  return [right.alias.toLowerCase(), { columns, key, rows }];
};

export interface StageSource {
  readonly stages: readonly RowStage[];
  readonly columns: readonly string[];
}

export interface Reading {
  readonly made: ReadonlyMap<string, Made>;
  readonly by: string;
  /** The stages that lead to a relation. */
  stagesOf(relation: string): Promise<StageSource>;
}

interface From {
  readonly source: StageSource;
  readonly alias: string;
  readonly joined: ReadonlyMap<string, ConstantRows>;
}

const readFrom = async (from: SqlFrom, reading: Reading): Promise<From> => {
  switch (from.type) {
    case 'BASE_TABLE':
      return {
        source: await reading.stagesOf(from.table_name ?? ''),
        alias: from.alias || (from.table_name ?? ''),
        joined: new Map(),
      };
    case 'SUBQUERY': {
      const inner = from.subquery?.node;
      if (!inner) throw refusal(reading.by, 'it is no plain query');
      return { source: await stagesOfSelect(inner, reading), alias: from.alias, joined: new Map() };
    }
    case 'JOIN': {
      if (!from.left) throw refusal(reading.by, 'it looks at other rows');
      const left = await readFrom(from.left, reading);
      return { ...left, joined: new Map([...left.joined, constantRows(from, reading.by)]) };
    }
    default:
      return { source: await reading.stagesOf(''), alias: from.alias, joined: new Map() };
  }
};

/** A SELECT, and those it selects from, as stages over a single row. @throws file.not-exportable */
export const stagesOfSelect = async (select: SqlSelect, reading: Reading): Promise<StageSource> => {
  if (select.type !== 'SELECT_NODE' || !isPlain(select)) throw refusal(reading.by, 'it looks at other rows');
  if (select.where_clause !== null) throw refusal(reading.by, 'it leaves rows out');
  const { source, alias, joined } = await readFrom(select.from_table, reading);
  const scope: Scope = { columns: namesOf(source.columns), alias, joined, by: reading.by };
  const stage: RowStage = { scope, values: selected(select, scope) };
  return { stages: [...source.stages, stage], columns: [...stage.values.keys()] };
};

/** Values that were computed elsewhere and put beside the columns of a row. */
export const stageBeside = (source: StageSource, { values, by }: Made & { readonly kind: 'beside' }): StageSource => {
  const scope: Scope = { columns: namesOf(source.columns), alias: '', joined: new Map(), by };
  const old = source.columns.map((name): readonly [string, StageValue] => [name, kept(name)]);
  const added = [...values].map(([name, follows]): readonly [string, StageValue] => [
    name,
    follows ? { follows } : { refused: 'its values are not computed from the row alone' },
  ]);
  const all = new Map([...old, ...added]);
  return { stages: [...source.stages, { scope, values: all }], columns: [...all.keys()] };
};
