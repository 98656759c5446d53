import type { JsonObject } from '../../contract/json.ts';
import type { NodeDefinition } from '../../contract/node.ts';

interface Versioned {
  readonly version: number;
  readonly params: JsonObject;
}

/** Params of a step or learner that may have been made by an older version of its node, as this version takes them. */
export const currentParams = (node: NodeDefinition, { version, params }: Versioned): JsonObject => {
  let current: Readonly<Record<string, unknown>> = params;
  for (let from = version; from < node.version; from++) current = node.migrate?.[from]?.(current) ?? current;
  return node.params.parse(current) as JsonObject;
};
