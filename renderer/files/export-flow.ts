import { writeFlow } from '../../contract/flow-file.ts';
import { client } from '../host/client.ts';
import { currentFlow, documentId } from '../state/document.ts';
import { say, useSession } from '../state/session.ts';
import { sayFailure } from './say-failure.ts';

const fileName = (name: string): string =>
  `${
    name
      .trim()
      .replace(/[^\p{L}\p{N}_-]+/gu, '-')
      .toLowerCase() || 'flow'
  }.flow.json`;

const download = (name: string, content: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};

/** Writes the flow as JSON where the user chooses: by the host's dialog, or as the browser downloads. */
export const exportFlow = async (): Promise<void> => {
  const open = documentId();
  if (open === undefined) return;
  const flow = currentFlow();
  const [name, content] = [fileName(flow.name), writeFlow(flow)];
  if (!useSession.getState().host?.dialogs) {
    download(name, content);
    return;
  }
  try {
    const written = await client.call('document.export', { document: open, name, content });
    if (written) say(`Exported to ${written.path}`, { tone: 'good' });
  } catch (failure) {
    sayFailure(failure);
  }
};
