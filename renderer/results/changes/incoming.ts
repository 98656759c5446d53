import type { Flow } from '../../../contract/flow.ts';
import type { TableSummary } from '../../../contract/run-event.ts';
import type { Outputs } from '../chosen-output.ts';
import { type InputOf, incomingTable } from '../incoming-table.ts';

export interface Comparable {
  readonly before: string;
  readonly after: TableSummary;
}

/** The table that came in at an input and the one that left, as far as both have been made. */
export const comparable = (
  flow: Flow,
  input: InputOf,
  outputsOf: (node: string) => Outputs | undefined,
): Comparable | undefined => {
  const before = incomingTable(flow, input, outputsOf)?.handle;
  const after = outputsOf(input.node)?.['table'];
  return before !== undefined && after?.kind === 'table' ? { before, after } : undefined;
};
