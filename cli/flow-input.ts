import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { FlowPlace } from '../contract/engine-api.ts';
import type { Flow } from '../contract/flow.ts';
import { readFlow } from '../contract/flow-file.ts';
import { fail, type Problem } from '../contract/problem.ts';
import { WrongUsage } from './exit-codes.ts';

export interface FlowInput {
  readonly path: string;
  readonly flow: Flow;
  readonly problems: readonly Problem[];
}

/** Thrown for a file that is no flow; carries what is wrong with it. */
export class NoFlow extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems[0]?.message ?? 'not a flow');
    this.problems = problems;
  }
}

/** @throws file.missing, NoFlow */
export const readFlowInput = async (given: string): Promise<FlowInput> => {
  const path = resolve(given);
  const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') throw fail('file.missing', { values: { path: given } });
    throw fail('file.not-readable', { values: { path: given, reason: thrown.code ?? thrown.message } });
  });
  const { flow, problems } = readFlow(text);
  if (!flow) throw new NoFlow(problems);
  return { path, flow, problems };
};

export const placeOf = (path: string, output?: string, access: readonly string[] = []): FlowPlace => {
  const folder = dirname(path);
  return {
    folder,
    store: join(folder, '.millrace'),
    granted: [],
    access: [...access],
    ...(output ? { output: resolve(output) } : {}),
  };
};

const settingValue = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const parameterType = (value: unknown): 'number' | 'boolean' | 'string' =>
  typeof value === 'number' || typeof value === 'boolean' ? (typeof value as 'number' | 'boolean') : 'string';

/** `forest.trees=100` sets a node's param, `testShare=0.3` a parameter of the flow. @throws WrongUsage */
export const withSetting = (flow: Flow, setting: string): Flow => {
  const [, name, param, text] = /^([^.=]+)(?:\.([^=]+))?=(.*)$/s.exec(setting) ?? [];
  if (name === undefined || text === undefined)
    throw new WrongUsage(`--set needs node.param=value or parameter=value, not “${setting}”`);
  const value = settingValue(text);
  if (param === undefined) {
    if (!Object.hasOwn(flow.parameters, name)) throw new WrongUsage(`the flow has no parameter “${name}”`);
    const plain = typeof value === 'object' ? text : (value as string | number | boolean);
    return {
      ...flow,
      parameters: {
        ...flow.parameters,
        [name]: { ...flow.parameters[name], type: parameterType(plain), value: plain },
      },
    };
  }
  const node = Object.hasOwn(flow.nodes, name) ? flow.nodes[name] : undefined;
  if (!node) throw new WrongUsage(`the flow has no node “${name}”`);
  return {
    ...flow,
    nodes: { ...flow.nodes, [name]: { ...node, params: { ...node.params, [param]: value } as never } },
  };
};
