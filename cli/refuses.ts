import type { EngineApi } from '../contract/engine-api.ts';
import type { Flow } from '../contract/flow.ts';
import type { Client } from '../contract/link.ts';
import { type FlowInput, placeOf } from './flow-input.ts';
import { applyOnly } from './only.ts';
import { problemLines } from './problem-lines.ts';

/** Whether the flow, or what leads to `only`, has errors; they are told. */
export const refuses = async (
  engine: Client<EngineApi>,
  input: FlowInput,
  flow: Flow,
  only: string | undefined,
): Promise<boolean> => {
  const { problems } = await engine.call('engine.check', {
    place: placeOf(input.path),
    flow: only === undefined ? flow : applyOnly(flow, only),
  });
  const errors = [...input.problems, ...problems].filter(({ severity }) => severity === 'error');
  process.stderr.write(errors.map(problemLines).join(''));
  return errors.length > 0;
};
