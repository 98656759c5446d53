import type { LogLevel } from './context.ts';
import type { FailureData } from './problem.ts';
import type { Finding } from './report.ts';
import type { NodeStatus, RunEvent, RunStatus, StaleReason, ValueSummary } from './run-event.ts';

export interface CurvePoint {
  readonly step: number;
  readonly value: number;
}

export interface NodeRunState {
  readonly status: NodeStatus;
  readonly type: string;
  readonly startedAt?: number;
  readonly ms?: number;
  readonly why?: StaleReason;
  /** null: working, but nobody knows how far. */
  readonly fraction?: number | null;
  readonly text?: string;
  readonly curves: Readonly<Record<string, readonly CurvePoint[]>>;
  readonly log: readonly { readonly at: number; readonly level: LogLevel; readonly text: string }[];
  readonly findings: readonly Finding[];
  readonly outputs: Readonly<Record<string, ValueSummary>>;
  readonly failure?: FailureData;
  /** The node that failed, for one that was skipped. */
  readonly because?: string;
}

export interface RunState {
  readonly run: string;
  readonly name: string;
  readonly status: RunStatus;
  readonly startedAt: number;
  readonly ms?: number;
  readonly seq: number;
  readonly resultHash?: string | null;
  readonly hint?: string;
  readonly nodes: Readonly<Record<string, NodeRunState>>;
}

const queued = (type: string): NodeRunState => ({
  status: 'queued',
  type,
  curves: {},
  log: [],
  findings: [],
  outputs: {},
});

const change = (
  state: RunState,
  event: RunEvent & { readonly node: string },
  changed: Partial<NodeRunState>,
): RunState => {
  const node = state.nodes[event.node];
  return node ? { ...state, nodes: { ...state.nodes, [event.node]: { ...node, ...changed } } } : state;
};

const started = (event: Extract<RunEvent, { event: 'run.started' }>): RunState => ({
  run: event.run,
  name: event.name,
  status: 'running',
  startedAt: event.at,
  seq: event.seq,
  nodes: Object.fromEntries(event.nodes.map(({ node, type }) => [node, queued(type)])),
});

const foldNode = (state: RunState, event: Exclude<RunEvent, { event: 'run.started' | 'run.finished' }>): RunState => {
  const node = state.nodes[event.node];
  if (!node) return state;
  switch (event.event) {
    case 'node.started':
      return change(state, event, { status: 'running', startedAt: event.at, why: event.why });
    case 'node.progress':
      return change(state, event, { fraction: event.fraction, text: event.text });
    case 'node.metric': {
      const curve = [...(node.curves[event.series] ?? []), { step: event.step, value: event.value }];
      return change(state, event, { curves: { ...node.curves, [event.series]: curve } });
    }
    case 'node.log':
      return change(state, event, { log: [...node.log, { at: event.at, level: event.level, text: event.text }] });
    case 'node.finding':
      return change(state, event, { findings: [...node.findings, event.finding] });
    case 'node.reused':
      return change(state, event, { status: 'reused', outputs: event.outputs, findings: event.findings, ms: event.ms });
    case 'node.finished':
      return change(state, event, { status: 'finished', outputs: event.outputs, ms: event.ms, fraction: 1 });
    case 'node.failed':
      return change(state, event, { status: 'failed', failure: event.failure, ms: event.ms });
    case 'node.skipped':
      return change(state, event, { status: 'skipped', because: event.because });
    case 'node.cancelled':
      return change(state, event, { status: 'cancelled' });
  }
};

const endOpenNodes = (nodes: RunState['nodes']): RunState['nodes'] =>
  Object.fromEntries(
    Object.entries(nodes).map(([id, node]) => [
      id,
      node.status === 'queued' || node.status === 'running' ? { ...node, status: 'cancelled' as const } : node,
    ]),
  );

/** The one fold of events to what a run looks like. Events that were already folded in are ignored. */
export const foldRun = (state: RunState | undefined, event: RunEvent): RunState | undefined => {
  if (event.event === 'run.started') return started(event);
  if (!state || event.seq <= state.seq) return state;
  if (event.event === 'run.finished') {
    const hint = event.hint ? { hint: event.hint } : {};
    return {
      ...state,
      ...hint,
      seq: event.seq,
      status: event.status,
      ms: event.ms,
      resultHash: event.resultHash,
      nodes: endOpenNodes(state.nodes),
    };
  }
  return { ...foldNode(state, event), seq: event.seq };
};
