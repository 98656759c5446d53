import { z } from 'zod';
import { flowSchema } from './flow.ts';
import type { JsonObject } from './json.ts';

/** JSON Schema (draft 2020-12) of the flow file as people and other programs may write it: what has a default may be left out. */
export const flowJsonSchema = (): JsonObject => ({
  ...(z.toJSONSchema(flowSchema, { io: 'input' }) as unknown as JsonObject),
  title: 'Millrace flow',
  description: 'A machine-learning flow: nodes, the wires between them, and where their cards stand.',
});
