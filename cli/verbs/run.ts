import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { canonicalText } from '../../contract/canonical.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import type { Flow } from '../../contract/flow.ts';
import type { Client } from '../../contract/link.ts';
import { fail } from '../../contract/problem.ts';
import type { RunState } from '../../contract/run-state.ts';
import { exitCodes, WrongUsage } from '../exit-codes.ts';
import { type FlowInput, placeOf, readFlowInput, withSetting } from '../flow-input.ts';
import { withEngine } from '../local-engine.ts';
import { reportLines } from '../metric-lines.ts';
import { refuses } from '../refuses.ts';
import { runDisplay } from '../run-display.ts';
import { runExitCodes, runFlow } from '../run-flow.ts';
import { runSummary } from '../run-summary.ts';
import type { Verb, VerbCall } from '../verb.ts';

const settled = (input: FlowInput, call: VerbCall): Flow => {
  const flow = call.texts('set').reduce(withSetting, input.flow);
  const only = call.text('only');
  if (only !== undefined && !Object.hasOwn(flow.nodes, only)) throw new WrongUsage(`the flow has no node “${only}”`);
  return flow;
};

const execute = (engine: Client<EngineApi>, input: FlowInput, flow: Flow, call: VerbCall): Promise<RunState> => {
  const only = call.text('only');
  const request = {
    place: placeOf(input.path, call.text('out'), call.texts('allow')),
    flow,
    reuse: !call.flag('no-cache'),
    refetch: [...call.texts('refetch')],
    ...(only === undefined ? {} : { only }),
  };
  return runFlow(engine, request, runDisplay(call.flag('json')));
};

/** @throws file.not-written */
const writing = async (path: string, work: Promise<unknown>): Promise<void> => {
  await work.catch((thrown: NodeJS.ErrnoException) => {
    throw fail('file.not-written', { values: { path, reason: thrown.code ?? String(thrown) } });
  });
};

const tellResults = (state: RunState): void => {
  for (const [id, { outputs, type }] of Object.entries(state.nodes))
    for (const value of Object.values(outputs))
      if (value.kind === 'report' && type.startsWith('evaluate.'))
        process.stdout.write(`\n${id}: ${reportLines(value.report)}\n`);
  const hint = state.hint ? ` ${state.hint}` : '';
  process.stdout.write(
    `\n${state.status} in ${((state.ms ?? 0) / 1000).toFixed(1)} s.${hint}\n${state.resultHash ? `result ${state.resultHash}\n` : ''}`,
  );
};

export const run: Verb = {
  name: 'run',
  usage:
    'FLOW [--set node.param=value] [--set parameter=value] [--only NODE] [--out FOLDER] [--json] [--allow HOST] [--refetch NODE] [--workers N] [--no-cache]',
  summary:
    'Runs a flow. Exits with 0, or 1 if a node failed, 3 if a gate was not passed, 4 if the flow is not valid, 130 if it was cancelled. --json prints the events, --out writes summary.json and what the flow writes. --allow lets the flow reach a host outside (or sends it a secret: --allow MILLRACE_NAME@HOST, --allow keychain:NAME@HOST), --refetch asks it again for what is kept.',
  example: 'millrace run penguins/penguins.flow.json --out results',
  options: {
    set: { type: 'string', multiple: true },
    only: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean' },
    allow: { type: 'string', multiple: true },
    refetch: { type: 'string', multiple: true },
    workers: { type: 'string' },
    'no-cache': { type: 'boolean' },
  },
  takes: [1, 1],
  run: async (call) => {
    const input = await readFlowInput(call.positionals[0] ?? '');
    const flow = settled(input, call);
    return withEngine(call.count('workers'), async (engine) => {
      if (await refuses(engine, input, flow, call.text('only'))) return exitCodes.invalidFlow;
      const out = call.text('out');
      if (out !== undefined) await writing(out, mkdir(resolve(out), { recursive: true }));
      const state = await execute(engine, input, flow, call);
      if (out !== undefined)
        await writing(out, writeFile(join(resolve(out), 'summary.json'), canonicalText(runSummary(input.path, state))));
      if (!call.flag('json')) tellResults(state);
      return runExitCodes[state.status];
    });
  },
};
