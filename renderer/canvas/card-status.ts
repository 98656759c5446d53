import type { NodePlan } from '../../contract/api.ts';
import type { Problem } from '../../contract/problem.ts';
import type { StaleReason } from '../../contract/run-event.ts';
import type { NodeRunState } from '../../contract/run-state.ts';

export type Glyph =
  | 'idle'
  | 'queued'
  | 'running'
  | 'done'
  | 'reused'
  | 'stale'
  | 'error'
  | 'skipped'
  | 'cancelled'
  | 'bypassed';

export interface CardStatus {
  readonly glyph: Glyph;
  /** Said aloud, and in the tooltip. */
  readonly word: string;
  /** The footer's right half. */
  readonly text: string;
  readonly tone?: 'error' | 'stale' | 'running' | 'reused';
}

export interface StatusParts {
  readonly enabled: boolean;
  readonly run: NodeRunState | undefined;
  readonly result: NodeRunState | undefined;
  /** Absent while nothing is known, and while a run is under way. */
  readonly plan: NodePlan | undefined;
  readonly problem: Problem | undefined;
  readonly titleOf: (id: string) => string;
}

export const duration = (ms: number): string => {
  if (ms < 10) return '< 0.01 s';
  if (ms < 9950) return `${(ms / 1000).toFixed(ms < 995 ? 2 : 1)} s`;
  if (ms < 60_000) return `${Math.round(ms / 1000)} s`;
  const minutes = Math.floor(ms / 60_000);
  return `${minutes}:${String(Math.round((ms % 60_000) / 1000)).padStart(2, '0')} min`;
};

/** Why a step has to run again, in a few words. */
export const staleText = (why: StaleReason | undefined, titleOf: (id: string) => string): string => {
  switch (why?.reason) {
    case 'param':
      return `${why.params.slice(0, 2).join(', ')} changed`;
    case 'upstream':
      return `${why.nodes.slice(0, 1).map(titleOf).join('')} changed`;
    case 'file':
      return 'file changed';
    case 'seed':
      return 'seed changed';
    case 'version':
      return 'node updated';
    case 'wires':
      return 'wires changed';
    case 'cache-removed':
      return 'cache removed';
    case 'always':
      return 'runs each time';
    default:
      return 'not run yet';
  }
};

const inRun = ({ run, titleOf }: StatusParts): CardStatus | undefined => {
  switch (run?.status) {
    case 'queued':
      return { glyph: 'queued', word: 'queued', text: 'queued' };
    case 'running': {
      const percent = typeof run.fraction === 'number' ? `${Math.round(run.fraction * 100)} %` : 'running';
      return { glyph: 'running', word: `running ${percent}`, text: run.text || percent, tone: 'running' };
    }
    case 'failed':
      return { glyph: 'error', word: 'failed', text: run.failure?.message ?? 'failed', tone: 'error' };
    case 'skipped':
      return { glyph: 'skipped', word: 'skipped', text: run.because ? `waits for ${titleOf(run.because)}` : 'skipped' };
    case 'cancelled':
      return { glyph: 'cancelled', word: 'cancelled', text: 'cancelled' };
    default:
      return undefined;
  }
};

const stale = ({ plan, result, titleOf }: StatusParts): CardStatus | undefined =>
  result && plan?.action !== 'reuse' && plan && plan.why?.reason !== 'always'
    ? { glyph: 'stale', word: 'out of date', text: `stale · ${staleText(plan.why, titleOf)}`, tone: 'stale' }
    : undefined;

const done = ({ run, result, plan }: StatusParts): CardStatus | undefined => {
  const shown = run?.status === 'finished' || run?.status === 'reused' ? run : result;
  if (shown?.status === 'reused') return { glyph: 'reused', word: 'reused', text: 'reused', tone: 'reused' };
  if (shown) return { glyph: 'done', word: 'done', text: duration(shown.ms ?? 0) };
  return plan?.action === 'reuse'
    ? { glyph: 'reused', word: 'in the cache', text: 'in the cache', tone: 'reused' }
    : undefined;
};

/** One status for a card, from the run, the latest result, the plan of the next run, and what is wrong. */
export const cardStatus = (parts: StatusParts): CardStatus => {
  if (!parts.enabled) return { glyph: 'bypassed', word: 'bypassed', text: 'bypassed' };
  const current = parts.run?.status === 'queued' || parts.run?.status === 'running' ? inRun(parts) : undefined;
  if (current) return current;
  if (parts.problem) return { glyph: 'error', word: 'has a problem', text: parts.problem.message, tone: 'error' };
  const ended = parts.plan?.action === 'reuse' ? undefined : inRun(parts);
  return ended ?? stale(parts) ?? done(parts) ?? { glyph: 'idle', word: 'not run', text: '' };
};
