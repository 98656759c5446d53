import type { NodeContext } from '../../../contract/context.ts';
import { hiddenColumns, physicalTypes, sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { widenSql } from '../widen-type.ts';
import type { JoinKind } from './params.ts';
import type { JoinPlan } from './plan-join.ts';

export interface Joining {
  readonly plan: JoinPlan;
  readonly how: JoinKind;
  readonly left: Table;
  readonly right: string;
  readonly pairs: Table;
}

const ownCells = ({ plan }: Joining): readonly string[] =>
  plan.left.map(({ name, type }, index) => {
    const to = plan.columns[index]?.type ?? type;
    return `${widenSql(`l.${sqlName(name)}`, type, to)} AS ${sqlName(name)}`;
  });

const takenCells = ({ plan }: Joining): readonly string[] =>
  plan.taken.map(({ from, as }) => `r.${sqlName(from.name)} AS ${sqlName(as.name)}`);

/** Rows that only the right table has; they take the key from there and have nothing else of the left one. */
const rightOnly = (joining: Joining, firstFree: string): string => {
  const { plan, right, pairs } = joining;
  const cells = plan.left.map((column, index) => {
    const key = plan.keys.find(({ left }) => left === column);
    const to = plan.columns[index]?.type ?? column.type;
    const value = key ? widenSql(`r.${sqlName(key.right.name)}`, key.right.type, to) : 'NULL';
    return `CAST(${value} AS ${physicalTypes[to]}) AS ${sqlName(column.name)}`;
  });
  const id = `${firstFree} + row_number() OVER (ORDER BY r.__row) - 1`;
  return `SELECT ${[`${id} AS __row`, ...cells, ...takenCells(joining)].join(', ')}
    FROM ${right} r WHERE r.__row NOT IN (SELECT r FROM ${pairs.relation})`;
};

/**
 * Left rows keep their ids. A second or later match of a row gets a new one behind the last, and so does a row that only the
 * right table has, so ids depend on nothing but the two tables.
 */
export const joinedTable = async (joining: Joining, ctx: NodeContext): Promise<Table> => {
  const { plan, how, left, right, pairs } = joining;
  if (how === 'anti') {
    const sql = `SELECT * FROM ${left.relation} WHERE __row NOT IN (SELECT l FROM ${pairs.relation}) ORDER BY __row`;
    return ctx.tables.derive(left, sql, plan.columns);
  }
  const [ends = {}] = await ctx.tables.rows(
    `SELECT coalesce((SELECT max(__row) FROM ${left.relation}), -1) AS last, (SELECT count(*) FROM ${pairs.relation}) AS pairs`,
  );
  const last = Number(ends['last']);
  const keepsLeft = how === 'left' || how === 'full';
  const id = `CASE WHEN coalesce(p.nth, 1) = 1 THEN l.__row ELSE ${last} + 1 + p.__row END AS __row`;
  const hidden = hiddenColumns(left).slice(1);
  const cells = [id, ...hidden.map((name) => `l.${name}`), ...ownCells(joining), ...takenCells(joining)];
  const join = keepsLeft ? 'LEFT JOIN' : 'JOIN';
  const matched = `SELECT ${cells.join(', ')} FROM ${left.relation} l ${join} ${pairs.relation} p ON p.l = l.__row
    LEFT JOIN ${right} r ON r.__row = p.r`;
  const addsRight = how === 'right' || how === 'full';
  const all = addsRight
    ? `${matched} UNION ALL BY NAME ${rightOnly(joining, `${last + 1 + Number(ends['pairs'])}`)}`
    : matched;
  return ctx.tables.derive(left, `SELECT * FROM (${all}) ORDER BY __row`, plan.columns);
};
