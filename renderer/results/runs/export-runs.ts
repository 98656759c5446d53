import { sayFailure } from '../../files/say-failure.ts';
import { client } from '../../host/client.ts';
import { documentId } from '../../state/document.ts';
import { say } from '../../state/session.ts';

/** Writes all runs and fits beside the flow. */
export const exportRuns = async (to: 'csv' | 'mlflow'): Promise<void> => {
  const document = documentId();
  if (document === undefined) return;
  try {
    const { path } = await client.call('run.export', { document, to });
    say(`Runs and fits written to ${path}`, { tone: 'good' });
  } catch (failure) {
    sayFailure(failure);
  }
};
