import type { Reporting } from '../../contract/context.ts';
import type { FlowPlace } from '../../contract/engine-api.ts';
import type { Nodes, SourceNode } from '../../contract/node.ts';
import { type FailureData, fail } from '../../contract/problem.ts';
import type { PlannedStep } from '../plan/content-key.ts';
import type { EventQueue } from '../run/event-queue.ts';
import { stepFailure } from '../run/step-failure.ts';
import { collectRequest, lackingAccess } from './collect-request.ts';
import { fetchSource } from './fetch-source.ts';
import { readKept } from './kept.ts';

export interface Collecting {
  readonly steps: readonly PlannedStep[];
  /** Nodes that ask again though a copy is kept. */
  readonly refetch: readonly string[];
  readonly place: FlowPlace;
  readonly nodes: Nodes;
  readonly events: EventQueue;
  readonly signal: AbortSignal;
}

export interface Collected {
  /** Whether anything new is kept, so that keys have to be made anew. */
  readonly fetched: boolean;
  readonly failures: ReadonlyMap<string, FailureData>;
}

const reportingOf = (events: EventQueue, node: string): Reporting => ({
  progress: (fraction, text = '') => events.push({ event: 'node.progress', node, fraction: fraction ?? null, text }),
  metric: (series, step, value) => events.push({ event: 'node.metric', node, series, step, value }),
  log: (level, text) => events.push({ event: 'node.log', node, level, text }),
  finding: () => undefined,
});

type Answer = 'kept' | 'fetched' | FailureData;

const collectOne = async (collecting: Collecting, { node }: PlannedStep): Promise<Answer> => {
  const { place, nodes, events, signal, refetch } = collecting;
  const { id, type, params } = node;
  const request = collectRequest(nodes[type], params);
  if (!request || node.bypassed) return 'kept';
  const kept = await readKept(place.store, type, request);
  if (kept && !request.fresh && !refetch.includes(id)) return 'kept';
  events.push({ event: 'node.started', node: id, why: { reason: kept ? 'always' : 'never-run' } });
  try {
    const lacking = lackingAccess(place, request);
    if (lacking.length > 0) throw fail('network.not-allowed', { values: { access: lacking.join(' and ') } });
    const reporting = reportingOf(events, id);
    const definition = nodes[type] as SourceNode;
    await fetchSource({ definition, type, params, request, store: place.store, reporting, signal });
    return 'fetched';
  } catch (thrown) {
    return stepFailure(id, thrown);
  }
};

/** Lets every source that reaches outside fetch what it needs, side by side, before the keys of the steps are made. */
export const collectSources = async (collecting: Collecting): Promise<Collected> => {
  const answers = await Promise.all(
    collecting.steps.map(async (step) => [step.node.id, await collectOne(collecting, step)] as const),
  );
  return {
    fetched: answers.some(([, answer]) => answer === 'fetched'),
    failures: new Map(answers.flatMap(([id, answer]) => (typeof answer === 'string' ? [] : [[id, answer] as const]))),
  };
};
