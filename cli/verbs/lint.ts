import { exitCodes } from '../exit-codes.ts';
import { placeOf, readFlowInput } from '../flow-input.ts';
import { withEngine } from '../local-engine.ts';
import { problemLines } from '../problem-lines.ts';
import type { Verb } from '../verb.ts';

export const lint: Verb = {
  name: 'lint',
  usage: 'FLOW [--json]',
  summary:
    'Says what is wrong with a flow without running it, and which fix would mend it. Exits with 4 where there is an error.',
  example: 'millrace lint penguins/penguins.flow.json',
  options: { json: { type: 'boolean' } },
  takes: [1, 1],
  run: async (call) => {
    const { path, flow, problems: damaged } = await readFlowInput(call.positionals[0] ?? '');
    const check = await withEngine(0, (engine) => engine.call('engine.check', { place: placeOf(path), flow }));
    const problems = [...damaged, ...check.problems];
    if (call.flag('json')) process.stdout.write(`${JSON.stringify({ problems })}\n`);
    else process.stdout.write(problems.length === 0 ? 'No problems.\n' : problems.map(problemLines).join(''));
    return problems.some(({ severity }) => severity === 'error') ? exitCodes.invalidFlow : exitCodes.fine;
  },
};
