import type { JsonObject } from '../contract/json.ts';
import type { NodeDefinition, Nodes } from '../contract/node.ts';

const typeOf = (path: string): string => path.split('/').slice(1, 3).join('.');

const modules = import.meta.glob<NodeDefinition>('./*/*/node.ts', { eager: true, import: 'default' });
const flows = import.meta.glob<JsonObject>('./*/*/example.flow.json', { eager: true, import: 'default' });

const byType = <T>(files: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(files).map(([path, file]) => [typeOf(path), file]));

/** Every node, registered by having a folder `family/name/` with a `node.ts`. */
export const nodes: Nodes = byType(modules);

/** The example flow in each node's folder. */
export const nodeExamples: Readonly<Record<string, JsonObject>> = byType(flows);
