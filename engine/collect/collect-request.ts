import type { FlowPlace } from '../../contract/engine-api.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { CollectRequest, NodeDefinition } from '../../contract/node.ts';
import { type Problem, problem } from '../../contract/problem.ts';

/** What a source with these settings asks of the world outside, if anything. */
export const collectRequest = (
  definition: NodeDefinition | undefined,
  params: JsonObject,
): CollectRequest | undefined =>
  definition?.role === 'source' ? definition.collect?.request(params as never) : undefined;

/** What the user has to allow: the host, and each secret together with the host that it goes to. */
export const accessOf = ({ host, secrets }: CollectRequest): readonly string[] => [
  host,
  ...secrets.map((secret) => `${secret}@${host}`),
];

/** What of it nobody has allowed yet. */
export const lackingAccess = ({ access = [] }: FlowPlace, request: CollectRequest): readonly string[] =>
  accessOf(request).filter((one) => !access.includes(one));

/** Says before the run that a source will have to ask; the window offers to allow it. */
export const accessProblem = (place: FlowPlace, request: CollectRequest, node: string): Problem | undefined => {
  const access = lackingAccess(place, request);
  if (access.length === 0) return undefined;
  const found = problem('network.not-allowed', { severity: 'warning', node, values: { access: access.join(' and ') } });
  return { ...found, access };
};
