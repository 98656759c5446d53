import { blockRows } from '../kernels/tree-kernels.ts';
import type { ColumnGroup } from './column-groups.ts';
import type { ForestBench } from './forest-bench.ts';
import type { ForestPlan } from './forest-plan.ts';
import type { NodeRange } from './node-study.ts';

/** Where rows stand: all of them, or those of a deep node side by side, so that they stay in a core's cache. */
export interface RowStore {
  /** Most rows. */
  readonly room: number;
  /** y and weight of each row: two float64, or two uint8. */
  readonly values: number;
  readonly groups: readonly ColumnGroup[];
  /** The same bins column by column; none in the near store. */
  readonly columnBins: readonly ColumnGroup[];
  /** Which of all rows each of them is, int32; 0 where all rows stand. */
  readonly origins: number;
}

export interface RowStores {
  readonly all: RowStore;
  /** undefined where all rows are hardly further away. */
  readonly near: RowStore | undefined;
}

/** So many bytes a core finds without walking its page tables, mostly in its caches. */
export const nearStoreBytes = 4 * 2 ** 20;

export const planRowStores = (
  rows: number,
  { groups, columnBins, valueShift }: Pick<ForestPlan, 'groups' | 'columnBins' | 'valueShift'>,
  { take, nearBytes }: { readonly take: (bytes: number) => number; readonly nearBytes: number },
): RowStores => {
  const valueBytes = 2 ** valueShift;
  const rowBytes = groups.reduce((sum, { shift }) => sum + 2 ** shift, valueBytes + 4);
  const room = Math.floor(nearBytes / rowBytes);
  const all: RowStore = { room: rows, values: take(rows * valueBytes), groups, columnBins, origins: 0 };
  if (room < 2 || rows < 2 * room) return { all, near: undefined };
  const near: RowStore = {
    room,
    values: take(room * valueBytes),
    groups: groups.map((group) => ({ ...group, bins: take(room * 2 ** group.shift) })),
    columnBins: [],
    origins: take(room * 4),
  };
  return { all, near };
};

/** Brings the rows of a node to the near store; their order there is 0, 1, 2, … */
const gatherNode = ({ kernels, desk, plan }: ForestBench, { start, end, store }: NodeRange, near: RowStore): void => {
  for (let at = start; at < end; at += blockRows) {
    const rows = desk.order + at * 4;
    const count = Math.min(blockRows, end - at);
    const place = at - start;
    kernels.gatherRows(rows, count, store.values, plan.valueShift, near.values + place * 2 ** plan.valueShift);
    store.groups.forEach(({ bins, shift }, index) => {
      const { bins: to } = near.groups[index] as ColumnGroup;
      kernels.gatherRows(rows, count, bins, shift, to + place * 2 ** shift);
    });
    kernels.copy(near.origins + place * 4, rows, count * 4);
    kernels.countUp(rows, count, place);
  }
};

/** Fewer levels do not pay for bringing the rows near. */
const worthLevels = 2;

/**
 * Where the rows of a node stand from now on: near, as soon as there is room for them. `levels` are to grow below it. As
 * trees grow depth first, nobody needs what stood near before.
 */
export const nearestStore = (bench: ForestBench, node: NodeRange, levels: number): RowStore => {
  const { all, near } = bench.desk.stores;
  if (!near || node.store !== all || node.end - node.start > near.room || levels < worthLevels) return node.store;
  gatherNode(bench, node, near);
  return near;
};

/** Which of all rows stands in a place of a store. */
export const rowOf = ({ ints }: ForestBench, { origins }: RowStore, place: number): number =>
  origins === 0 ? place : (ints[origins / 4 + place] as number);

const groupOf = ({ groups }: RowStore, column: number): ColumnGroup => {
  for (const group of groups) if (column < group.first + group.columns) return group;
  throw new Error(`no column ${column}`);
};

/** Where rows are so many times as far apart as all are, each takes a cache line of a column, and no more of its record. */
const farApart = 8;

export interface BinsWanted {
  readonly rows: number;
  /** Whether the rows are looked at by this column alone, or by several at once. */
  readonly alone: boolean;
}

/** Where the bins of a column are looked up for so many rows of a store. */
export const binsFor = (store: RowStore, column: number, { rows, alone }: BinsWanted): ColumnGroup => {
  const own = store.columnBins[column];
  return own && (alone || rows * farApart >= store.room) ? own : groupOf(store, column);
};
