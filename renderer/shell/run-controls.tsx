import { Tooltip } from '@base-ui/react/tooltip';
import { ChevronDown, Play, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { NodePlan } from '../../contract/api.ts';
import type { RunState } from '../../contract/run-state.ts';
import { keysText } from '../commands/keys.ts';
import { runCommand } from '../commands/registry.ts';
import { useFlow } from '../state/document.ts';
import { useIsRunning, useRun } from '../state/runs.ts';
import { setSession, useSession } from '../state/session.ts';

const runMenu = ['run.all', 'run.to-here', 'run.fresh'] as const;

export const clock = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

const useNow = (active: boolean): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!active) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [active]);
  return now;
};

const counts = (
  run: RunState,
): {
  readonly ended: number;
  readonly all: number;
  readonly ran: number;
  readonly reused: number;
  readonly failed: number;
} => {
  const states = Object.values(run.nodes).map((node) => node.status);
  const of = (...wanted: string[]): number => states.filter((status) => wanted.includes(status)).length;
  return {
    ended: of('finished', 'reused', 'failed', 'skipped', 'cancelled'),
    all: states.length,
    ran: of('finished'),
    reused: of('reused'),
    failed: of('failed'),
  };
};

/** What the latest run does or did, in a few words. */
export const runText = (run: RunState, now: number): string => {
  const { ended, all, ran, reused, failed } = counts(run);
  const time = clock(run.ms ?? Math.max(0, now - run.startedAt));
  switch (run.status) {
    case 'running':
      return `Running ${Math.min(ended + 1, all)} / ${all} · ${time}`;
    case 'succeeded':
      return `Done in ${time} · ${ran} run, ${reused} reused`;
    case 'failed':
      return `${failed} failed · ${ran} run, ${reused} reused`;
    case 'checks-failed':
      return `Done in ${time} · a check did not pass`;
    case 'cancelled':
      return 'Stopped';
    case 'crashed':
      return 'The engine stopped';
  }
};

const expected = (plan: readonly NodePlan[]): string => {
  const running = plan.filter((step) => step.action === 'run');
  const known = running.filter((step) => step.expectedMs !== undefined);
  if (running.length === 0 || known.length < running.length) return '';
  const ms = known.reduce((sum, step) => sum + (step.expectedMs ?? 0), 0);
  return ms < 1000
    ? ' · under a second'
    : ` · about ${ms < 90_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`}`;
};

/** What a run would do now: “Will run 4 of 12 · 8 reused · about 18 s”. */
export const planText = (plan: readonly NodePlan[]): string => {
  const of = (action: NodePlan['action']): number => plan.filter((step) => step.action === action).length;
  if (plan.length === 0) return 'Nothing to run yet';
  const [run, reuse, blocked] = [of('run'), of('reuse'), of('blocked')];
  const parts = [
    run === 0 && blocked === 0 ? 'Nothing has changed' : `Will run ${run} of ${plan.length}`,
    reuse > 0 ? `${reuse} reused` : '',
    blocked > 0 ? `${blocked} blocked by problems` : '',
  ];
  return parts.filter(Boolean).join(' · ') + expected(plan);
};

const noPlan: readonly NodePlan[] = [];

const RunButton = ({ disabled }: { readonly disabled: boolean }) => {
  const plan = useSession((state) => state.check?.plan ?? noPlan);
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        delay={250}
        render={
          <button
            type="button"
            className="button primary run-button"
            aria-disabled={disabled || undefined}
            onClick={() => runCommand('run.all')}
            aria-describedby="run-plan"
          />
        }
      >
        <Play size={14} strokeWidth={2} fill="currentColor" aria-hidden="true" />
        Run
      </Tooltip.Trigger>
      <span id="run-plan" className="visually-hidden">
        {planText(plan)}
      </span>
      <Tooltip.Portal>
        <Tooltip.Positioner side="bottom" align="end" sideOffset={6} className="float-place">
          <Tooltip.Popup className="tooltip">
            {planText(plan)}
            <span className="kbd">{keysText('Mod+Enter')}</span>
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
};

const openMenu = (event: React.MouseEvent<HTMLElement>): void => {
  const { right, bottom } = event.currentTarget.getBoundingClientRect();
  setSession({ overlay: { overlay: 'menu', screen: [right - 220, bottom + 4], commands: runMenu } });
};

/** Run, Stop, and how the run is going. */
export const RunControls = () => {
  const run = useRun();
  const running = useIsRunning();
  const now = useNow(running);
  const empty = Object.keys(useFlow().nodes).length === 0;
  return (
    <>
      {run ? (
        <span className="run-state numeric truncate" data-status={run.status} data-run={run.run}>
          {runText(run, now)}
        </span>
      ) : null}
      {running ? (
        <button type="button" className="button" onClick={() => runCommand('run.stop')}>
          <Square size={11} fill="currentColor" aria-hidden="true" />
          Stop
        </button>
      ) : null}
      <span className="split-button">
        <RunButton disabled={running || empty} />
        <button
          type="button"
          className="button primary"
          aria-label="More ways to run"
          aria-haspopup="menu"
          onClick={openMenu}
        >
          <ChevronDown size={14} aria-hidden="true" />
        </button>
      </span>
    </>
  );
};
