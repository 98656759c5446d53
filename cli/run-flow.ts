import { randomUUID } from 'node:crypto';
import type { EngineApi, FlowPlace } from '../contract/engine-api.ts';
import type { Flow } from '../contract/flow.ts';
import type { Client } from '../contract/link.ts';
import { foldRun, type RunState } from '../contract/run-state.ts';
import { cancelOnSignal } from './cancel-on-signal.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { RunDisplay } from './run-display.ts';

export interface RunRequest {
  readonly place: FlowPlace;
  readonly flow: Flow;
  readonly reuse?: boolean;
  readonly refetch?: string[];
  readonly only?: string;
}

/** What the process answers for a run that ended so. */
export const runExitCodes: Readonly<Record<RunState['status'], ExitCode>> = {
  running: exitCodes.failed,
  succeeded: exitCodes.fine,
  failed: exitCodes.failed,
  crashed: exitCodes.failed,
  'checks-failed': exitCodes.checksFailed,
  cancelled: exitCodes.cancelled,
};

/** Runs a flow to its end and shows it on the way; Ctrl+C cancels it. */
export const runFlow = async (
  engine: Client<EngineApi>,
  request: RunRequest,
  display: RunDisplay,
): Promise<RunState> => {
  const run = randomUUID();
  let state: RunState | undefined;
  cancelOnSignal(() => void engine.call('engine.cancel', { run }).catch(() => undefined));
  await engine.stream('engine.run', { ...request, run }, (events) => {
    state = events.reduce<RunState | undefined>(foldRun, state);
    display.show(events, state);
  });
  display.end();
  if (!state) throw new Error('the engine sent no events');
  return state;
};
