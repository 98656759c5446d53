import { dirname, relative, resolve } from 'node:path';
import type { Flow } from '../../contract/flow.ts';
import { nodes } from '../../nodes/index.ts';
import { exitCodes, WrongUsage } from '../exit-codes.ts';
import { placeOf, readFlowInput } from '../flow-input.ts';
import { withEngine } from '../local-engine.ts';
import { reportLines } from '../metric-lines.ts';
import { refuses } from '../refuses.ts';
import { runDisplay } from '../run-display.ts';
import { runExitCodes, runFlow } from '../run-flow.ts';
import type { Verb, VerbCall } from '../verb.ts';

const endings: Readonly<Record<string, string>> = {
  bundle: 'millrace-model',
  onnx: 'onnx',
  javascript: 'mjs',
  python: 'py',
};

const formatOf = (call: VerbCall): string => {
  const format = call.text('to') ?? 'bundle';
  if (!Object.hasOwn(endings, format))
    throw new WrongUsage(`--to takes ${Object.keys(endings).join(', ')}, not “${format}”`);
  return format;
};

/** The output of a node that gives a model. */
const modelOf = (flow: Flow, id: string): string => {
  const node = Object.hasOwn(flow.nodes, id) ? flow.nodes[id] : undefined;
  if (!node) throw new WrongUsage(`the flow has no node “${id}”; it has ${Object.keys(flow.nodes).join(', ')}`);
  const outputs = Object.entries(nodes[node.type]?.outputs ?? {});
  const port = outputs.find(([, { kind }]) => kind === 'model')?.[0];
  if (port === undefined) throw new WrongUsage(`“${id}” gives no model`);
  return `${id}.${port}`;
};

const freeId = (flow: Flow): string => {
  let id = 'export';
  while (Object.hasOwn(flow.nodes, id)) id += '-';
  return id;
};

/** The flow with a “Model file” behind the node. */
const withExport = (flow: Flow, from: string, params: { readonly path: string; readonly format: string }) => {
  const id = freeId(flow);
  const node = { type: 'evaluate.model-file', version: 1, params };
  return {
    id,
    flow: { ...flow, nodes: { ...flow.nodes, [id]: node }, edges: [...flow.edges, { from, to: `${id}.model` }] },
  };
};

export const exportVerb: Verb = {
  name: 'export',
  usage: 'FLOW NODE [--to bundle|onnx|javascript|python] [--out FILE] [--workers N]',
  summary:
    'Writes the model that a node gives to a file that predicts elsewhere, and runs what has not been run. Each file is checked on rows whose answers are known before it is written. Exits with 1 where a step cannot leave in that form, or the answers differ.',
  example: 'millrace export penguins/penguins.flow.json forest --to python --out forest.py',
  options: { to: { type: 'string' }, out: { type: 'string' }, workers: { type: 'string' } },
  takes: [2, 2],
  run: async (call) => {
    const [given = '', node = ''] = call.positionals;
    const input = await readFlowInput(given);
    const format = formatOf(call);
    const out = resolve(call.text('out') ?? `${node}.${endings[format]}`);
    const added = withExport(input.flow, modelOf(input.flow, node), { path: out, format });
    return withEngine(call.count('workers'), async (engine) => {
      if (await refuses(engine, input, added.flow, added.id)) return exitCodes.invalidFlow;
      const place = { ...placeOf(input.path), granted: [dirname(out)] };
      const state = await runFlow(engine, { place, flow: added.flow, only: added.id }, runDisplay(false));
      const report = state.nodes[added.id]?.outputs['report'];
      if (report?.kind === 'report') process.stdout.write(`${reportLines(report.report)}\n`);
      if (state.status === 'succeeded') process.stdout.write(`${relative(process.cwd(), out)}\n`);
      return runExitCodes[state.status];
    });
  },
};
