import { create } from 'zustand';
import type { RunEvent } from '../../contract/run-event.ts';
import { foldRun, type NodeRunState, type RunState } from '../../contract/run-state.ts';

export interface RunsState {
  /** The document's latest run. */
  readonly run: RunState | null;
  /** Each node's latest result, from whichever run it came: results stay viewable while a newer run is under way. */
  readonly lastResults: Readonly<Record<string, NodeRunState>>;
}

const nothing: RunsState = { run: null, lastResults: {} };

export const useRuns = create<RunsState>()(() => nothing);

const hasResult = (node: NodeRunState): boolean => node.status === 'finished' || node.status === 'reused';

/** Folds events into the state; what they do not touch keeps its identity. */
export const foldEvents = (state: RunsState, events: readonly RunEvent[]): RunsState => {
  const run = events.reduce<RunState | undefined>(foldRun, state.run ?? undefined);
  if (!run || run === state.run) return state;
  const fresh = Object.entries(run.nodes).filter(([id, node]) => hasResult(node) && state.lastResults[id] !== node);
  return {
    run,
    lastResults: fresh.length === 0 ? state.lastResults : { ...state.lastResults, ...Object.fromEntries(fresh) },
  };
};

let queue: RunEvent[] = [];
let scheduled = false;

const flush = (): void => {
  scheduled = false;
  const events = queue;
  queue = [];
  useRuns.setState(foldEvents(useRuns.getState(), events));
};

/** Events are folded in once a frame. A window that is not drawn has no frames, so a timer stands in. */
export const receiveEvents = (events: readonly RunEvent[]): void => {
  queue.push(...events);
  if (scheduled) return;
  scheduled = true;
  if (document.visibilityState === 'visible') requestAnimationFrame(flush);
  else setTimeout(flush, 100);
};

/** Another document is shown. */
export const forgetRuns = (): void => {
  queue = [];
  useRuns.setState(nothing);
};

export const useRun = (): RunState | null => useRuns((state) => state.run);
/** What the node does in the latest run. */
export const useNodeRun = (node: string): NodeRunState | undefined => useRuns((state) => state.run?.nodes[node]);
/** The node's latest result, also from an earlier run. */
export const useNodeResult = (node: string): NodeRunState | undefined => useRuns((state) => state.lastResults[node]);
export const useIsRunning = (): boolean => useRuns((state) => state.run?.status === 'running');
