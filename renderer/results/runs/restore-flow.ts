import type { RunRecord } from '../../../contract/ledger.ts';
import { sayFailure } from '../../files/say-failure.ts';
import { client } from '../../host/client.ts';
import { apply, documentId } from '../../state/document.ts';
import { say, select } from '../../state/session.ts';
import { momentText } from './run-text.ts';

/** Puts the flow of a run in the place of the open one, as one step that can be undone. */
export const restoreFlow = async ({ run, at }: Pick<RunRecord, 'run' | 'at'>): Promise<void> => {
  const document = documentId();
  if (document === undefined) return;
  try {
    const flow = await client.call('run.flow', { document, run });
    if (document !== documentId()) return;
    select([]);
    apply(`Bring back the flow of ${momentText(at)}`, (draft) => {
      for (const key of Object.keys(draft)) if (!(key in flow)) delete draft[key];
      Object.assign(draft, flow);
    });
    say(`The flow is as it was on ${momentText(at)}. Undo brings yours back.`, { tone: 'good' });
  } catch (failure) {
    sayFailure(failure);
  }
};
