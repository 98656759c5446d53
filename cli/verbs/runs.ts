import type { EngineApi } from '../../contract/engine-api.ts';
import { type FlowChange, flowChanges } from '../../contract/flow-changes.ts';
import type { RunRecord } from '../../contract/ledger.ts';
import type { Client } from '../../contract/link.ts';
import { exitCodes, WrongUsage } from '../exit-codes.ts';
import { placeOf, readFlowInput } from '../flow-input.ts';
import { withEngine } from '../local-engine.ts';
import { comparisonLines } from '../runs/comparison-lines.ts';
import { findRun } from '../runs/find-run.ts';
import { runLine, runLines } from '../runs/run-lines.ts';
import type { Verb, VerbCall } from '../verb.ts';

interface Books {
  readonly engine: Client<EngineApi>;
  readonly place: ReturnType<typeof placeOf>;
  readonly runs: readonly RunRecord[];
  readonly call: VerbCall;
  /** Arguments behind the flow. */
  readonly names: readonly string[];
}

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const list = async ({ runs, call }: Books): Promise<string> => {
  if (call.flag('json')) return asJson(runs);
  return runs.length === 0 ? 'no runs yet\n' : `${runs.map(runLine).join('\n')}\n`;
};

const show = async ({ engine, place, runs, call, names }: Books): Promise<string> => {
  const run = findRun(runs, names[0] ?? '1');
  const fits = (await engine.call('engine.fits', { place })).filter((fit) => fit.run === run.run);
  return call.flag('json') ? asJson({ ...run, fits }) : runLines(run, fits);
};

const changesBetween = async (
  { engine, place }: Books,
  before: RunRecord,
  after: RunRecord,
): Promise<readonly FlowChange[] | undefined> => {
  if (!before.flow || !after.flow) return undefined;
  const [a, b] = [
    await engine.call('engine.run-flow', { place, run: before.run }),
    await engine.call('engine.run-flow', { place, run: after.run }),
  ];
  return flowChanges(a, b);
};

const diff = async (books: Books): Promise<string> => {
  const { runs, names } = books;
  const [before, after] = [findRun(runs, names[0] ?? '2'), findRun(runs, names[1] ?? '1')];
  return comparisonLines(before, after, await changesBetween(books, before, after));
};

const exported = async ({ engine, place, call }: Books): Promise<string> => {
  const to = call.text('to') ?? 'csv';
  if (to !== 'csv' && to !== 'mlflow') throw new WrongUsage(`--to takes csv or mlflow, not “${to}”`);
  return `${(await engine.call('engine.export-runs', { place, to })).path}\n`;
};

const actions: Readonly<Record<string, (books: Books) => Promise<string>>> = { list, show, diff, export: exported };

export const runs: Verb = {
  name: 'runs',
  usage: 'list|show|diff|export FLOW [RUN] [RUN] [--json] [--to csv|mlflow] [--out FOLDER]',
  summary:
    'Lists the runs of a flow, shows one with its fits, tells what changed between two and what it did to each metric, or writes all of them as CSV or as MLflow keeps them. RUN is a number of the list, 1 being the latest, or the beginning of a name.',
  example: 'millrace runs diff penguins/penguins.flow.json 2 1',
  options: { json: { type: 'boolean' }, to: { type: 'string' }, out: { type: 'string' } },
  takes: [2, 4],
  run: async (call) => {
    const [action = '', given = '', ...names] = call.positionals;
    const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (!act) throw new WrongUsage(`runs can ${Object.keys(actions).join(', ')}, not “${action}”`);
    const { path } = await readFlowInput(given);
    const place = placeOf(path, call.text('out'));
    await withEngine(0, async (engine) => {
      const records = await engine.call('engine.runs', { place });
      process.stdout.write(await act({ engine, place, runs: records, call, names }));
    });
    return exitCodes.fine;
  },
};
