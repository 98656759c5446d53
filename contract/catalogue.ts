import { z } from 'zod';
import type { JsonObject } from './json.ts';
import type { Family, NodeDefinition, Nodes } from './node.ts';
import type { Ports } from './ports.ts';
import type { SuggestsText } from './suggestion.ts';

/** A node as data: all that a window or a help page needs to know. */
export interface CatalogueEntry {
  readonly type: string;
  readonly family: Family;
  readonly role: NodeDefinition['role'];
  readonly title: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly icon?: string;
  readonly telling: readonly string[];
  readonly version: number;
  readonly inputs: Ports;
  readonly outputs: Ports;
  /** The input whose rows the output `table` goes on with, so that one can be held against the other. */
  readonly continues?: string;
  /** It fetches from outside and keeps what came, so that it can be asked to fetch again. */
  readonly collects?: boolean;
  /** A setting that can be read off the table at the input `table`. */
  readonly suggests?: SuggestsText;
  /** JSON Schema of the params, with the hints of `ParamMeta` in place. */
  readonly params: JsonObject;
  /** Params with their default. */
  readonly defaults: JsonObject;
  /** Example flow of the node's folder. */
  readonly example?: JsonObject;
}

export type Catalogue = readonly CatalogueEntry[];

const defaultsOf = (schema: JsonObject): JsonObject => {
  const properties = (schema['properties'] ?? {}) as Record<string, JsonObject>;
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) =>
      'default' in property ? [[name, property['default'] ?? null]] : [],
    ),
  ) as JsonObject;
};

const continuing = (node: NodeDefinition): { readonly continues?: string } => {
  const input = node.role === 'transform' ? 'table' : node.role === 'node' ? node.continues : undefined;
  return input === undefined ? {} : { continues: input };
};

const suggesting = (node: NodeDefinition): { readonly suggests?: SuggestsText } => {
  if (node.role !== 'transform' || !node.suggests) return {};
  const { title, description, param } = node.suggests;
  return { suggests: { title, description, param } };
};

export const catalogueEntry = (type: string, node: NodeDefinition): CatalogueEntry => {
  const params = z.toJSONSchema(node.params, { io: 'input' }) as unknown as JsonObject;
  return {
    type,
    family: type.slice(0, type.indexOf('.')) as Family,
    role: node.role,
    title: node.title,
    description: node.description,
    keywords: node.keywords,
    ...(node.icon ? { icon: node.icon } : {}),
    telling: node.telling ?? [],
    version: node.version,
    inputs: node.inputs,
    outputs: node.outputs,
    ...continuing(node),
    ...(node.role === 'source' && node.collect ? { collects: true } : {}),
    ...suggesting(node),
    params,
    defaults: defaultsOf(params),
  };
};

export const catalogueOf = (nodes: Nodes, examples: Readonly<Record<string, JsonObject>> = {}): Catalogue =>
  Object.entries(nodes).map(([type, node]) => {
    const example = examples[type];
    return { ...catalogueEntry(type, node), ...(example ? { example } : {}) };
  });
