import { client } from '../host/client.ts';
import { useDocument } from '../state/document.ts';
import { receiveEvents, useRuns } from '../state/runs.ts';
import { useSession } from '../state/session.ts';

/** Follows the runs of the open document; after a lost connection it goes on behind the last event seen. */
export const startWatchingRuns = (): (() => void) => {
  let abort = new AbortController();
  const watch = (): void => {
    abort.abort();
    abort = new AbortController();
    const id = useDocument.getState().info?.id;
    if (id === undefined) return;
    const { run } = useRuns.getState();
    const seen = run ? { run: run.run, after: run.seq } : {};
    client.stream('run.watch', { document: id, ...seen }, receiveEvents, abort.signal).catch(() => undefined);
  };
  const stops = [
    useDocument.subscribe((now, before) => {
      if (now.info?.id !== before.info?.id) watch();
    }),
    useSession.subscribe((now, before) => {
      if (now.connection === 'open' && before.connection !== 'open') watch();
    }),
  ];
  watch();
  return () => {
    abort.abort();
    for (const stop of stops) stop();
  };
};
