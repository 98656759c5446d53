import type { Column } from '../../../contract/column.ts';
import { taskOf } from '../../../contract/task.ts';
import type { Chosen } from './choose.ts';
import type { EncodeMethod, EncodeParams } from './params.ts';

/** Columns after encoding, where they can be known without data: levels decide the names of one-hot columns. */
export const shapeColumns = (
  columns: readonly Column[],
  chosen: readonly Chosen[],
  settings: EncodeParams,
): readonly Column[] | undefined => {
  const methods = new Map(chosen.map(({ column, method }) => [column.name, method]));
  const target = columns.find(({ role }) => role === 'target');
  const shaped = columns.map((column) => {
    const method = methods.get(column.name);
    return method ? encodedColumns(column, { method, target, buckets: settings.buckets }) : [column];
  });
  return shaped.every((list) => list !== undefined) ? shaped.flat() : undefined;
};

const encodedColumns = (
  { name, role }: Column,
  asked: { readonly method: EncodeMethod; readonly target: Column | undefined; readonly buckets: number },
): readonly Column[] | undefined => {
  switch (asked.method) {
    case 'ordinal':
    case 'frequency':
      return [{ name, type: 'number', role }];
    case 'target':
      return asked.target && taskOf(asked.target) === 'regression' ? [{ name, type: 'number', role }] : undefined;
    case 'hash':
      return Array.from({ length: asked.buckets }, (_, i) => ({ name: `${name}_hash_${i}`, type: 'integer', role }));
    case 'auto':
    case 'one-hot':
      return undefined;
  }
};
