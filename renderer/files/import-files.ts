import { addNode } from '../edit/add-node.ts';
import { pasteFragment } from '../edit/clipboard.ts';
import { readFragment } from '../edit/fragment.ts';
import { client } from '../host/client.ts';
import { documentId } from '../state/document.ts';
import { say } from '../state/session.ts';
import { sayFailure } from './say-failure.ts';

const tableFile = /\.(csv|tsv|txt|csv\.gz|tsv\.gz|csv\.zst)$/i;
const largest = 256 * 1024 * 1024;

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('The file could not be read.'));
    reader.readAsDataURL(file);
  });

const importTable = async (document: string, file: File, at: readonly [number, number]): Promise<void> => {
  if (file.size > largest) {
    say(`${file.name} is too large to copy into the flow’s folder. Add “CSV file” and choose it there.`, {
      tone: 'error',
    });
    return;
  }
  const { path } = await client.call('file.import', { document, name: file.name, base64: await base64Of(file) });
  addNode({ type: 'source.csv-file', at, params: { path } });
};

const importOne = async (document: string, file: File, at: readonly [number, number]): Promise<void> => {
  if (tableFile.test(file.name)) return importTable(document, file, at);
  const fragment = /\.json$/i.test(file.name) ? readFragment(await file.text()) : undefined;
  if (fragment) pasteFragment(fragment, at);
  else say(`${file.name} cannot be dropped here. Millrace takes CSV and TSV files, and flows.`, { tone: 'error' });
};

/** Files dropped on the canvas: tables become sources, flows are put in. */
export const importFiles = async (files: readonly File[], at: readonly [number, number]): Promise<void> => {
  const document = documentId();
  if (document === undefined) return;
  for (const [index, file] of files.entries()) {
    try {
      await importOne(document, file, [at[0], at[1] + index * 160]);
    } catch (failure) {
      sayFailure(failure);
    }
  }
};
