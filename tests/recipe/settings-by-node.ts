import type { JsonObject } from '../../contract/json.ts';
import { type ColumnCase, columnsOf } from './raw-table.ts';

export interface NodeSettings {
  /** What the node needs to do something to a table of these columns. */
  readonly params: (columns: readonly string[], about: ColumnCase) => JsonObject;
  /** Choices that these rows can't take, by setting. */
  readonly except?: Readonly<Record<string, readonly string[]>>;
  /** Choices that go together only. */
  readonly also?: readonly JsonObject[];
  /** The node stands before the split for these choices. */
  readonly beforeSplit?: (params: JsonObject) => boolean;
}

const usual: NodeSettings = { params: () => ({}) };
const first = (columns: readonly string[]): string => columns[0] ?? '';

/** Every node of the family that a recipe can hold. A new one has to be put here. */
export const settingsByNode: Readonly<Record<string, NodeSettings>> = {
  'clean.aggregate': {
    params: (columns) => ({
      keys: [first(columns), 'group'],
      aggregations: [
        'first y as y',
        'mean base',
        'sum base as total',
        'count',
        `distinct "${first(columns)}" as kinds`,
      ],
    }),
  },
  'clean.balance': usual,
  'clean.columns': { params: (columns) => ({ rename: { [first(columns)]: 'renamed' }, order: ['base'] }) },
  'clean.date-features': usual,
  'clean.deduplicate': { params: (columns) => ({ keys: [first(columns), 'group'] }) },
  'clean.encode': {
    params: (columns, about) => (about === 'mixed' ? {} : { columns: [...columns] }),
  },
  'clean.filter-rows': { params: () => ({ conditions: ['base >= -9'] }) },
  'clean.formula': { params: () => ({ expression: 'round(base * 2 + `group`, 1)' }) },
  'clean.join': {
    params: (columns) => ({ keys: [first(columns)] }),
    beforeSplit: ({ how }) => how === 'right' || how === 'full',
  },
  'clean.label-issues': usual,
  'clean.missing-values': usual,
  'clean.outliers': {
    params: () => ({}),
    except: { method: ['isolation-forest'] },
    also: [{ method: 'isolation-forest', action: 'flag' }],
  },
  'clean.rare-levels': { params: (columns) => ({ columns: [...columns], minShare: 0.1 }) },
  'clean.sample-rows': { params: () => ({ size: 90 }) },
  'clean.scale': usual,
  'clean.select-features': { params: () => ({ keep: 2 }) },
  'clean.text-features': { params: (columns) => ({ columns: [...columns] }) },
  'clean.tidy-text': usual,
  'clean.types': { params: (columns) => ({ types: { [first(columns)]: 'text', group: 'category' } }) },
  'clean.validate': {
    params: () => ({ rules: ['base >= -9'], onError: 'quarantine' }),
  },
};

export const namesOf = (about: ColumnCase): readonly string[] => columnsOf(about).map(({ name }) => name);
