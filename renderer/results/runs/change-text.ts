import { assertNever } from '../../../contract/assert-never.ts';
import type { FlowChange } from '../../../contract/flow-changes.ts';

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

/** A change of the flow as a line says it. */
export const changeText = (change: FlowChange, titleOf: (node: string) => string): ChangeText => {
  switch (change.change) {
    case 'node-added':
      return { sign: '+', what: `${titleOf(change.node)} (${change.type})` };
    case 'node-removed':
      return { sign: '−', what: `${titleOf(change.node)} (${change.type})` };
    case 'wire-added':
      return { sign: '+', what: `wire ${change.wire.from} → ${change.wire.to}` };
    case 'wire-removed':
      return { sign: '−', what: `wire ${change.wire.from} → ${change.wire.to}` };
    case 'param':
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
