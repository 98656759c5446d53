import type { BrowserWindow, Dialog, FileFilter } from 'electron';
import type { Dialogs } from '../engine/host/host-options.ts';

const flowFilter: FileFilter = { name: 'Millrace flow', extensions: ['flow.json', 'json'] };
const allFilter: FileFilter = { name: 'All files', extensions: ['*'] };

const filtersFor = (extensions: readonly string[]): FileFilter[] =>
  extensions.length === 0 ? [allFilter] : [{ name: 'Data', extensions: [...extensions] }, allFilter];

/** The system's own dialogs, attached to the window that is open at the time. */
export const nativeDialogs = (
  dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>,
  window: () => BrowserWindow | undefined,
): Dialogs => {
  const open = async (
    title: string,
    filters: FileFilter[],
    kind: 'openFile' | 'openDirectory' = 'openFile',
  ): Promise<string | null> => {
    const options = { title, filters, properties: [kind] };
    const owner = window();
    const { canceled, filePaths } = await (owner
      ? dialog.showOpenDialog(owner, options)
      : dialog.showOpenDialog(options));
    return canceled ? null : (filePaths[0] ?? null);
  };
  const save = async (title: string, defaultPath: string, filters: FileFilter[]): Promise<string | null> => {
    const options = { title, defaultPath, filters };
    const owner = window();
    const { canceled, filePath } = await (owner
      ? dialog.showSaveDialog(owner, options)
      : dialog.showSaveDialog(options));
    return canceled || filePath === '' ? null : filePath;
  };
  return {
    openFlow: () => open('Open a flow', [flowFilter, allFilter]),
    saveFlow: (suggested) => save('Save the flow', suggested, [flowFilter]),
    openData: (extensions) => open('Choose a data file', filtersFor(extensions)),
    openFolder: () => open('Choose a folder', [], 'openDirectory'),
    saveFile: (suggested) => save('Save as', suggested, [allFilter]),
  };
};
