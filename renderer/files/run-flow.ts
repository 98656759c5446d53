import { client } from '../host/client.ts';
import { currentFlow, documentId, sealStep } from '../state/document.ts';
import { useRuns } from '../state/runs.ts';
import { say } from '../state/session.ts';
import { sayFailure } from './say-failure.ts';

const start = async (options: {
  readonly target?: string;
  readonly fresh?: boolean;
  readonly refetch?: string[];
}): Promise<void> => {
  const document = documentId();
  if (document === undefined) return;
  sealStep();
  try {
    await client.call('run.start', { document, flow: currentFlow(), ...options });
  } catch (failure) {
    sayFailure(failure);
  }
};

/** Runs what has changed; what has not is reused. */
export const runAll = (): void => void start({});
/** Runs everything anew. */
export const runFresh = (): void => void start({ fresh: true });
/** Runs what leads to a node. */
export const runTo = (target: string): void => void start({ target });

/** Asks a source to fetch again what is kept, and runs what leads to it. */
export const fetchAgain = (node: string): void => void start({ target: node, refetch: [node] });

export const stopRun = async (): Promise<void> => {
  const document = documentId();
  const { run } = useRuns.getState();
  if (document === undefined || run?.status !== 'running') return say('Nothing is running.');
  try {
    await client.call('run.cancel', { document, run: run.run });
  } catch (failure) {
    sayFailure(failure);
  }
};
