import type { Column, Forward } from '../../contract/column.ts';
import type { SqlValue } from '../../contract/context.ts';
import { fail } from '../../contract/problem.ts';
import { sqlName } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';
import { drawFolds } from './draw-folds.ts';
import { findings } from './findings.ts';
import { blockStarts, forwardFolds } from './forward-folds.ts';
import { targetOf } from './roles.ts';
import type { LearningServices, LearningStep } from './services.ts';

export interface FoldOptions {
  readonly k: number;
  readonly seed: number;
  /** Of each fold's training rows, all of them where absent. */
  readonly share?: number;
  /** Scores are made of the folds, so their order in time matters. The default; else every row is to be held out once. */
  readonly scored?: boolean;
}

/** SQL conditions on the rows of `relation`, which is named `b`. */
interface Fold {
  readonly held: string;
  readonly training: string;
}

/** The training rows of a split table with their folds. */
export interface Divided {
  readonly relation: string;
  readonly folds: readonly Fold[];
}

export interface DivideRequest {
  /** As the split left it. */
  readonly base: Table;
  /** As the learner gets it. */
  readonly table: Table;
  readonly options: FoldOptions;
}

/** The folds that the split drew. */
export const ownFolds = ({ relation, split }: Table): Divided => ({
  relation: `${relation} b`,
  folds: Array.from({ length: split.folds * split.repeats }, (_, index) => {
    const fold = `b.__fold_${Math.floor(index / split.folds) + 1}`;
    const at = index % split.folds;
    return { held: `${fold} = ${at}`, training: `${fold} <> ${at}` };
  }),
});

/** Folds of their own: forward in time behind a split by time, else with a share of each class, and no group torn apart. */
export const divideRows = (
  services: LearningServices,
  step: LearningStep,
  request: DivideRequest,
): Promise<Divided> => {
  const { forward } = request.base.split;
  return forward && request.options.scored !== false
    ? forwardInTime(services, step, request, forward)
    : dealtOut(services, step, request);
};

const day = 86_400_000_000;

/** When a row of the split table was, as a number, and how much of it one unit of a gap is. */
const clockOf = ({ columns }: Table, { column: name }: Forward): { readonly sql: string; readonly unit: number } => {
  const column: Column | undefined = columns.find((one) => one.name === name);
  if (!column) return { sql: '__row::DOUBLE', unit: 1 };
  return column.type === 'datetime'
    ? { sql: `epoch_us(${sqlName(column.name)})::DOUBLE`, unit: day }
    : { sql: `${sqlName(column.name)}::DOUBLE`, unit: 1 };
};

const forwardInTime = async (
  services: LearningServices,
  step: LearningStep,
  { base, options: { k } }: DivideRequest,
  forward: Forward,
): Promise<Divided> => {
  const { sql, unit } = clockOf(base, forward);
  const ids: number[] = [];
  const times: number[] = [];
  const query = `SELECT __row::DOUBLE, ${sql} FROM ${base.relation} WHERE __part = 'train' ORDER BY __row`;
  for await (const chunk of step.connection.stream(query)) {
    const [rows, clock] = [chunk.items(0), chunk.items(1)];
    for (let row = 0; row < chunk.rows; row++) {
      ids.push(Number(rows[row]));
      times.push(Number(clock[row]));
    }
  }
  const when = Float64Array.from(times);
  const blocks = ids.length > k ? forwardFolds(when, k) : undefined;
  if (!blocks) throw fail('train.too-few-rows', { values: { count: ids.length, folds: k } });
  const starts = blockStarts(when, blocks, k);
  const gap = forward.gap * unit;
  return joined(services, step, base, {
    ids,
    columns: { fold: blocks, time: when },
    folds: starts.slice(1).map((start, index) => ({
      held: `d.fold = ${index + 1}`,
      training: `d.fold <= ${index}${gap > 0 ? ` AND d.time < CAST('${start - gap}' AS DOUBLE)` : ''}`,
    })),
  });
};

const dealtOut = async (
  services: LearningServices,
  step: LearningStep,
  { base, table, options }: DivideRequest,
): Promise<Divided> => {
  const named = (role: 'target' | 'group') => base.columns.find((column) => column.role === role)?.name;
  const target = targetOf(table.columns);
  // The target may have got its name or its role behind the split; then there is nothing to deal by.
  const stratum = target.task === 'classification' ? named('target') : undefined;
  const group = named('group');
  const time = base.columns.find(({ role, type }) => role === 'time' || type === 'datetime');
  if (time && options.scored !== false && options.share === undefined)
    step.context.finding(findings.foldsIgnoreTime(time.name));
  const { ids, strata, groups } = await dealtRows(step.connection, base, { stratum, group });
  const { k, seed } = options;
  if (ids.length < k) throw fail('train.too-few-rows', { values: { count: ids.length, folds: k } });
  const by = { ...(stratum ? { strata } : {}), ...(group ? { groups } : {}) };
  const fold = drawFolds({ rows: ids.length, ...by }, k, seed);
  return joined(services, step, base, {
    ids,
    columns: { fold },
    folds: Array.from({ length: k }, (_, at) => ({ held: `d.fold = ${at}`, training: `d.fold <> ${at}` })),
  });
};

interface Dealt {
  readonly ids: readonly number[];
  readonly columns: Readonly<Record<string, Float64Array>>;
  readonly folds: readonly Fold[];
}

const joined = async (
  { database }: LearningServices,
  { connection, dropLater }: LearningStep,
  base: Table,
  { ids, columns, folds }: Dealt,
): Promise<Divided> => {
  const dealt = database.freshName('folds');
  dropLater(dealt);
  await connection.append(dealt, [
    { name: 'id', type: 'DOUBLE', values: Float64Array.from(ids) },
    ...Object.entries(columns).map(([name, values]) => ({ name, type: 'DOUBLE' as const, values })),
  ]);
  return { relation: `${base.relation} b JOIN ${sqlName(dealt)} d ON d.id::BIGINT = b.__row`, folds };
};

interface DealtRows {
  readonly ids: number[];
  readonly strata: (string | null)[];
  readonly groups: (string | null)[];
}

/** Training rows in the order of their ids. */
const dealtRows = async (
  connection: Connection,
  base: Table,
  { stratum, group }: { readonly stratum: string | undefined; readonly group: string | undefined },
): Promise<DealtRows> => {
  const text = (name: string | undefined): string => (name ? `${sqlName(name)}::VARCHAR` : 'NULL::VARCHAR');
  const sql = `SELECT __row::DOUBLE, ${text(stratum)}, ${text(group)} FROM ${base.relation} WHERE __part = 'train' ORDER BY __row`;
  const rows: DealtRows = { ids: [], strata: [], groups: [] };
  const texts = (values: readonly SqlValue[]): (string | null)[] =>
    values.map((value) => (value === null ? null : String(value)));
  for await (const chunk of connection.stream(sql)) {
    const ids = chunk.items(0);
    for (let row = 0; row < chunk.rows; row++) rows.ids.push(Number(ids[row]));
    if (stratum) rows.strata.push(...texts(chunk.values(1)));
    if (group) rows.groups.push(...texts(chunk.values(2)));
  }
  return rows;
};
