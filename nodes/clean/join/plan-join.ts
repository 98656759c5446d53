import type { Column, ColumnRole, ColumnType } from '../../../contract/column.ts';
import { freeNames } from '../free-names.ts';
import { widenType } from '../widen-type.ts';
import type { JoinParams } from './params.ts';
import { parseKey } from './parse-key.ts';

export interface Key {
  readonly left: Column;
  readonly right: Column;
  /** Of the column that comes out. */
  readonly type: ColumnType;
}

export interface JoinPlan {
  readonly keys: readonly Key[];
  readonly left: readonly Column[];
  /** Columns of the right table that come out, and under which name and role. */
  readonly taken: readonly { readonly from: Column; readonly as: Column }[];
  /** Columns that both tables have, keys apart. */
  readonly shared: readonly { readonly left: Column; readonly right: Column }[];
  readonly columns: readonly Column[];
}

export interface Planned {
  readonly plan: JoinPlan;
  /** Lines that are no keys. */
  readonly faults: readonly string[];
  readonly gone: readonly { readonly side: 'table' | 'right'; readonly column: string }[];
}

/** Roles that one column of a table has, if any. */
const single: ReadonlySet<ColumnRole> = new Set(['target', 'weight', 'group', 'time']);

/** The left table says which column is the target: a second one is most often the same fact in other words. */
const roleBeside = (left: readonly Column[], role: ColumnRole): ColumnRole =>
  single.has(role) && left.some((column) => column.role === role) ? 'ignored' : role;

const keysOf = (left: readonly Column[], right: readonly Column[], settings: JoinParams) => {
  const keys: Key[] = [];
  const faults: string[] = [];
  const gone: { side: 'table' | 'right'; column: string }[] = [];
  const widens = settings.how === 'right' || settings.how === 'full';
  for (const line of settings.keys) {
    const names = parseKey(line);
    if (!names) {
      faults.push(`“${line}” is not a key; write for instance id or left name = right name`);
      continue;
    }
    const ours = left.find(({ name }) => name === names.left);
    const theirs = right.find(({ name }) => name === names.right);
    if (!ours) gone.push({ side: 'table', column: names.left });
    if (!theirs) gone.push({ side: 'right', column: names.right });
    if (!ours || !theirs) continue;
    keys.push({ left: ours, right: theirs, type: widens ? widenType(ours.type, theirs.type) : ours.type });
  }
  return { keys, faults, gone, widens };
};

/** Which columns come out of a join, told from the columns alone. */
export const planJoin = (left: readonly Column[], right: readonly Column[], settings: JoinParams): Planned => {
  const { keys, faults, gone, widens } = keysOf(left, right, settings);
  const rest = settings.how === 'anti' ? [] : right.filter((column) => !keys.some((key) => key.right === column));
  const same = (a: Column, b: Column): boolean => a.name.toLowerCase() === b.name.toLowerCase();
  const free = freeNames(left);
  const taken = rest.map((from) => {
    const name = free(left.some((column) => same(column, from)) ? `${from.name}${settings.suffix}` : from.name);
    return { from, as: { ...from, name, role: roleBeside(left, from.role) } };
  });
  const own = left.map((column): Column => {
    const key = widens && keys.find((one) => one.left === column);
    return key ? { name: column.name, type: key.type, role: column.role } : column;
  });
  const shared = rest.flatMap((column) => {
    const ours = left.find((one) => same(one, column));
    return ours ? [{ left: ours, right: column }] : [];
  });
  return { plan: { keys, left, taken, shared, columns: [...own, ...taken.map(({ as }) => as)] }, faults, gone };
};
