import { client } from '../host/client.ts';
import { useDocument } from '../state/document.ts';
import { useRuns } from '../state/runs.ts';
import { setSession, useSession } from '../state/session.ts';

const afterMs = 150;

const check = async (signal: AbortSignal): Promise<void> => {
  const { info, flow } = useDocument.getState();
  if (!info) return;
  const { run } = useRuns.getState();
  const checkedAfter = run && run.status !== 'running' ? run.run : null;
  try {
    const answer = await client.call('flow.check', { document: info.id, flow }, signal);
    const problems = answer.problems.filter((problem) => problem.code !== 'flow.empty');
    if (!signal.aborted) setSession({ check: { ...answer, problems }, checkedAfter });
  } catch {
    // Told by the engine's status; the next edit, run or restart asks again.
  }
};

/** Asks the host at once, where something other than the flow has changed what it would say. */
export const checkNow = (): Promise<void> => check(new AbortController().signal);

/** Asks the host to check the flow after each edit, at the end of a run, and when the engine is back. */
export const startChecking = (): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let abort = new AbortController();
  const ask = (wait: number): void => {
    clearTimeout(timer);
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    timer = setTimeout(() => void check(signal), wait);
  };
  const stops = [
    useDocument.subscribe((now, before) => {
      const opened = now.info?.id !== before.info?.id;
      if (now.flow !== before.flow || opened) ask(opened ? 0 : afterMs);
    }),
    useRuns.subscribe((now, before) => {
      if (now.run?.status !== before.run?.status && now.run && now.run.status !== 'running') ask(0);
    }),
    useSession.subscribe((now, before) => {
      const back = now.engine.state === 'ready' && before.engine.state !== 'ready';
      if (back || (now.connection === 'open' && before.connection !== 'open')) ask(0);
    }),
  ];
  return () => {
    clearTimeout(timer);
    abort.abort();
    for (const stop of stops) stop();
  };
};
