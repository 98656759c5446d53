import { endpointOf, type Flow } from '../../contract/flow.ts';
import type { Outputs } from './chosen-output.ts';
import { tableSource } from './data/table-source.ts';

export interface InputOf {
  readonly node: string;
  readonly input: string;
}

/** The node that feeds an input, and the handle of the table that it gave last, if it gave one. */
export const incomingTable = (
  flow: Flow,
  { node, input }: InputOf,
  outputsOf: (node: string) => Outputs | undefined,
): { readonly from: string; readonly handle?: string } | undefined => {
  const wire = flow.edges.find(({ to }) => to === `${node}.${input}`);
  if (!wire) return undefined;
  const from = endpointOf(wire.from);
  const came = outputsOf(from.node)?.[from.port];
  const handle = came && tableSource(came)?.handle;
  return { from: from.node, ...(handle === undefined ? {} : { handle }) };
};
