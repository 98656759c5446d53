import { resolve } from 'node:path';
import { importFile, inside, listFolder, pathForFlow } from './host-files.ts';
import { type HandlersOf, type HostParts, visibleFolders } from './host-parts.ts';

interface Choice {
  readonly folder: string;
  readonly named: string | undefined;
  readonly extensions: readonly string[];
  readonly save: boolean;
  readonly wholeFolder: boolean;
}

/** @throws file.outside-folder */
const chosenFile = async (
  parts: HostParts,
  { folder, named, extensions, save, wholeFolder }: Choice,
): Promise<string | null> => {
  if (named !== undefined) return inside(visibleFolders(parts), resolve(folder, named));
  const { dialogs } = parts.options;
  if (!dialogs) return null;
  if (wholeFolder) return dialogs.openFolder();
  return save ? dialogs.saveFile('table.csv') : dialogs.openData(extensions);
};

export const fileHandlers = (parts: HostParts): HandlersOf<'file'> => ({
  'file.list': ({ folder, extensions }) =>
    listFolder(visibleFolders(parts), resolve(parts.options.workspace, folder ?? ''), extensions),
  'file.choose': async ({ document, extensions, save, folder: wholeFolder, path }) => {
    const { folder } = parts.documents.placeOf(document);
    const chosen = await chosenFile(parts, { folder, named: path, extensions, save, wholeFolder });
    if (chosen === null) return null;
    await parts.documents.grant(document, chosen);
    return { path: pathForFlow(folder, chosen) };
  },
  'file.import': ({ document, name, base64 }) => importFile(parts.documents.placeOf(document).folder, name, base64),
});
