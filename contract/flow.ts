import { z } from 'zod';

/** Version of the file format that this code writes. */
export const flowVersion = 1;

const identifier = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'letters, digits, _ and -, starting with a letter');
const json = z.json();

export const flowNodeSchema = z.looseObject({
  type: z.string().min(1).describe('Node type, for instance clean.missing-values'),
  version: z.int().min(1).default(1).describe('Version of the node type the settings were made for'),
  params: z
    .record(z.string(), json)
    .optional()
    .describe('Settings that differ from their default; { "$": "name" } refers to a flow parameter'),
  title: z.string().optional(),
  note: z.string().optional(),
  enabled: z.boolean().optional().describe('false: the node is bypassed'),
  seed: z.int().optional().describe('Overrides the seed of the flow'),
});

const endpoint = z.string().regex(/^[^.]+\.[^.]+$/, 'node.port');

export const edgeSchema = z.looseObject({
  from: endpoint.describe('node.port of an output'),
  to: endpoint.describe('node.port of an input'),
});

export const parameterSchema = z.looseObject({
  type: z.enum(['number', 'string', 'boolean']),
  value: z.union([z.number(), z.string(), z.boolean()]),
  description: z.string().optional(),
});

export const noteSchema = z.looseObject({ text: z.string(), position: z.tuple([z.number(), z.number()]).optional() });
export const groupSchema = z.looseObject({ title: z.string(), nodes: z.array(z.string()) });

/** The document. Unknown fields are kept; nodes of unknown type are kept verbatim. */
export const flowSchema = z.looseObject({
  format: z.literal('millrace-flow'),
  version: z.literal(flowVersion),
  name: z.string().default('Untitled'),
  description: z.string().optional(),
  seed: z.int().default(7),
  parameters: z.record(identifier, parameterSchema).default({}),
  nodes: z.record(identifier, flowNodeSchema).default({}),
  edges: z.array(edgeSchema).default([]),
  layout: z.record(z.string(), z.tuple([z.number(), z.number()])).default({}),
  groups: z.record(z.string(), groupSchema).default({}),
  notes: z.record(z.string(), noteSchema).default({}),
});

export type FlowNode = Readonly<z.infer<typeof flowNodeSchema>>;
export type Edge = Readonly<z.infer<typeof edgeSchema>>;
export type FlowParameter = Readonly<z.infer<typeof parameterSchema>>;
export type Flow = Readonly<z.infer<typeof flowSchema>>;

export const emptyFlow = (name = 'Untitled'): Flow =>
  flowSchema.parse({ format: 'millrace-flow', version: flowVersion, name });

export interface Endpoint {
  readonly node: string;
  readonly port: string;
}

/** `"split.table"` → `{ node: 'split', port: 'table' }`. */
export const endpointOf = (text: string): Endpoint => {
  const dot = text.indexOf('.');
  return { node: text.slice(0, dot), port: text.slice(dot + 1) };
};

export const endpointText = (node: string, portName: string): string => `${node}.${portName}`;

/** A reference to a flow parameter standing where a setting's value would. */
export const parameterReference = (value: unknown): string | undefined =>
  typeof value === 'object' &&
  value !== null &&
  '$' in value &&
  typeof value.$ === 'string' &&
  Object.keys(value).length === 1
    ? value.$
    : undefined;
