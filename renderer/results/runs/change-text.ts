import { assertNever } from '../../../contract/assert-never.ts';
import type { CatalogueEntry } from '../../../contract/catalogue.ts';
import type { FlowChange } from '../../../contract/flow-changes.ts';
import { titleOfParam } from '../../edit/flow-commands.ts';

const setting = (value: unknown): string => {
  if (value === undefined) return 'default';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

interface ChangeText {
  readonly sign: '+' | '−' | '~';
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
}

interface Names {
  titleOf(node: string): string;
  entryOf(type: string): CatalogueEntry | undefined;
}

/** A change of the flow as a line says it: settings by their titles, defaults by their values. */
export const changeText = (change: FlowChange, { titleOf, entryOf }: Names): ChangeText => {
  switch (change.change) {
    case 'node-added':
      return { sign: '+', what: `${titleOf(change.node)} (${change.type})` };
    case 'node-removed':
      return { sign: '−', what: `${titleOf(change.node)} (${change.type})` };
    case 'wire-added':
      return { sign: '+', what: `wire ${change.wire.from} → ${change.wire.to}` };
    case 'wire-removed':
      return { sign: '−', what: `wire ${change.wire.from} → ${change.wire.to}` };
    case 'param': {
      const entry = entryOf(change.type);
      const standard = entry?.defaults[change.name];
      return {
        sign: '~',
        what: `${titleOf(change.node)}: ${titleOfParam(entry, change.name)}`,
        before: setting(change.before ?? standard),
        after: setting(change.after ?? standard),
      };
    }
    case 'field':
      return {
        sign: '~',
        what: `${titleOf(change.node)}: ${change.name}`,
        before: setting(change.before),
        after: setting(change.after),
      };
    case 'flow-field':
    case 'parameter':
      return { sign: '~', what: change.name, before: setting(change.before), after: setting(change.after) };
    default:
      return assertNever(change);
  }
};
