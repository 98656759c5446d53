import { endpointOf, type Flow } from '../../../contract/flow.ts';
import type { TableSummary } from '../../../contract/run-event.ts';
import type { Outputs } from '../chosen-output.ts';
import { tableSource } from '../data/table-source.ts';

export interface Comparable {
  readonly before: string;
  readonly after: TableSummary;
}

/** The table that came in at an input and the one that left, as far as both have been made. */
export const comparable = (
  flow: Flow,
  { node, input }: { readonly node: string; readonly input: string },
  outputsOf: (node: string) => Outputs | undefined,
): Comparable | undefined => {
  const wire = flow.edges.find(({ to }) => to === `${node}.${input}`);
  if (!wire) return undefined;
  const from = endpointOf(wire.from);
  const came = outputsOf(from.node)?.[from.port];
  const before = came && tableSource(came);
  const after = outputsOf(node)?.['table'];
  return before && after?.kind === 'table' ? { before: before.handle, after } : undefined;
};
