import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { canonicalJson } from '../../contract/canonical.ts';
import type { FlowPlace } from '../../contract/engine-api.ts';
import type { Flow } from '../../contract/flow.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { NodeDefinition, Nodes } from '../../contract/node.ts';
import { type FailureData, toFailureData } from '../../contract/problem.ts';
import type { CheckedFlow, CheckedNode } from '../check/check-flow.ts';
import { type GoodWire, wiresTo } from '../check/wiring.ts';
import { collectRequest } from '../collect/collect-request.ts';
import { type Kept, readKept } from '../collect/kept.ts';
import { fingerprint } from '../files/fingerprint.ts';
import { readablePath } from '../files/flow-files.ts';
import { listFiles } from '../files/list-files.ts';
import type { KeyParts } from './key-parts.ts';

export interface PlannedStep {
  readonly node: CheckedNode;
  /** Undefined where a file can't be read, or something before it has no key. */
  readonly key?: string;
  readonly parts?: KeyParts;
  readonly failure?: FailureData;
  /** Where what the step has fetched is kept. */
  readonly kept?: Kept;
}

const defaultTexts = new WeakMap<NodeDefinition, Readonly<Record<string, string>>>();

/** Each default as canonical JSON. */
const defaultsOf = (definition: NodeDefinition): Readonly<Record<string, string>> => {
  const known = defaultTexts.get(definition);
  if (known) return known;
  const parsed = definition.params.safeParse({});
  const texts = Object.entries(parsed.success ? parsed.data : {}).map(([name, value]) => [name, canonicalJson(value)]);
  const found = Object.fromEntries(texts) as Record<string, string>;
  defaultTexts.set(definition, found);
  return found;
};

const withoutDefaults = (definition: NodeDefinition, params: JsonObject): Record<string, Json> => {
  const defaults = defaultsOf(definition);
  return Object.fromEntries(
    Object.entries(params).filter(([name, value]) => canonicalJson(value) !== defaults[name]),
  ) as Record<string, Json>;
};

const fileWidgets = ['file', 'files', 'folder'] as const;
type FileWidget = (typeof fileWidgets)[number];

const fileParams = (definition: NodeDefinition): readonly (readonly [string, FileWidget])[] =>
  Object.entries(definition.params.shape).flatMap(([name, schema]) => {
    const { widget } = (schema as { meta(): { widget?: unknown } | undefined }).meta() ?? {};
    const found = fileWidgets.find((one) => one === widget);
    return found ? [[name, found] as const] : [];
  });

/** One hash for what a param names: a file, or many of them with their names. */
const fingerprintOf = async (place: FlowPlace, widget: FileWidget, path: string): Promise<string> => {
  if (widget === 'file') return fingerprint(await readablePath(place, path));
  const hash = createHash('sha256');
  for (const file of await listFiles(place, path))
    hash.update(`${relative(place.folder, file)}\0${await fingerprint(file)}\0`);
  return hash.digest('hex');
};

const fingerprints = async (
  place: FlowPlace,
  definition: NodeDefinition,
  params: JsonObject,
): Promise<Record<string, string>> => {
  const entries = fileParams(definition).flatMap(([name, widget]) => {
    const path = params[name];
    return typeof path === 'string' && path !== '' ? [{ name, widget, path }] : [];
  });
  return Object.fromEntries(
    await Promise.all(
      entries.map(async ({ name, widget, path }) => [name, await fingerprintOf(place, widget, path)] as const),
    ),
  );
};

export const keyOf = (parts: KeyParts): string =>
  createHash('sha256').update(canonicalJson(parts)).digest('hex').slice(0, 40);

export interface Planning {
  readonly flow: Flow;
  readonly place: FlowPlace;
  readonly nodes: Nodes;
  readonly checked: Pick<CheckedFlow, 'nodes' | 'wires'>;
}

/** Gives every step its content key, in running order. */
export const planSteps = async ({ flow, place, nodes, checked }: Planning): Promise<readonly PlannedStep[]> => {
  const keys = new Map<string, string>();
  const wires = wiresTo(checked.wires);
  const steps: PlannedStep[] = [];
  for (const node of checked.nodes) {
    const step = await planStep({ flow, place, nodes, checked }, { node, wires: wires.get(node.id) ?? [] }, keys);
    if (step.key) keys.set(node.id, step.key);
    steps.push(step);
  }
  return steps;
};

/** Reports name the models they are about, and some nodes all that is wired in; a title is no part of what is computed. */
const shownName = (reader: NodeDefinition, { flow, nodes }: Planning, { node, port }: GoodWire['from']): string => {
  const { title, type = '' } = flow.nodes[node] ?? {};
  if (title === undefined || reader.role !== 'node') return '';
  const kind = nodes[type]?.role === 'learner' ? nodes[type].outputs[port]?.kind : undefined;
  return reader.readsTitles || kind === 'model' || kind === 'predictions' ? ` ${title}` : '';
};

const planStep = async (
  planning: Planning,
  { node, wires }: { readonly node: CheckedNode; readonly wires: readonly GoodWire[] },
  keys: ReadonlyMap<string, string>,
): Promise<PlannedStep> => {
  const { flow, place, nodes } = planning;
  const definition = nodes[node.type];
  if (!definition) return { node };
  const inputs: Record<string, string[]> = {};
  for (const { from, to } of wires) {
    const key = keys.get(from.node);
    if (!key) return { node };
    inputs[to.port] = [...(inputs[to.port] ?? []), `${key}.${from.port}${shownName(definition, planning, from)}`];
  }
  try {
    const request = node.bypassed ? undefined : collectRequest(definition, node.params);
    const kept = request && (await readKept(place.store, node.type, request));
    if (request && !kept) return { node };
    const files = node.bypassed ? {} : await fingerprints(place, definition, node.params);
    const parts: KeyParts = {
      type: node.bypassed ? 'bypassed' : node.type,
      version: definition.version,
      params: node.bypassed ? {} : withoutDefaults(definition, node.params),
      seed: flow.nodes[node.id]?.seed ?? flow.seed,
      inputs,
      files: kept ? { ...files, [request?.host ?? '']: kept.fingerprint } : files,
    };
    return { node, parts, key: keyOf(parts), ...(kept ? { kept } : {}) };
  } catch (thrown) {
    return { node, failure: toFailureData(thrown) };
  }
};
