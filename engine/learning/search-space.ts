import { z } from 'zod';
import type { SearchDimension } from '../../contract/context.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { LearnerNode } from '../../contract/node.ts';
import type { SearchRange } from '../../contract/params.ts';

interface Property {
  readonly type?: string;
  readonly search?: SearchRange;
  readonly searchChoices?: readonly Json[];
}

/**
 * What of a learner can be searched over: numbers whose param says from where to where (`search`), and others that list
 * the values worth trying (`searchChoices`). A param that says neither is left as it is set, even if it is a choice:
 * only its author knows whether trying it makes sense.
 */
export const searchSpace = (node: LearnerNode): Readonly<Record<string, SearchDimension>> => {
  const schema = z.toJSONSchema(node.params, { io: 'input' }) as unknown as JsonObject;
  const properties = (schema['properties'] ?? {}) as unknown as Readonly<Record<string, Property>>;
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, { type, search, searchChoices }]): [string, SearchDimension][] => {
      if (searchChoices) return [[name, { kind: 'choice', choices: searchChoices }]];
      if (!search) return [];
      const { low, high, log = false } = search;
      return [[name, { kind: 'number', low, high, log, whole: type === 'integer' }]];
    }),
  );
};
