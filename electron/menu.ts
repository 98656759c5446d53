import type { MenuItemConstructorOptions } from 'electron';

export interface MenuParts {
  /** Runs the window's command of that name. */
  readonly command: (id: string, argument?: string) => void;
  readonly recent: readonly { readonly path: string; readonly name: string; readonly missing: boolean }[];
  readonly mac: boolean;
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

/**
 * The application menu. Its items carry the window's command names as ids and only show their keys: the window handles
 * keys itself, since only it knows whether text is being typed.
 */
export const menuTemplate = (parts: MenuParts): readonly MenuItemConstructorOptions[] => {
  const item = (id: string, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label,
    click: () => parts.command(id),
    ...(accelerator ? { accelerator, registerAccelerator: false } : {}),
  });
  return [
    ...(parts.mac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: fileItems(parts, item) },
    { label: '&Edit', submenu: editItems(item) },
    { label: '&View', submenu: viewItems(item) },
    { label: '&Run', submenu: runItems(item) },
    ...(parts.mac ? [{ role: 'windowMenu' } as const] : []),
    { label: '&Help', role: 'help', submenu: helpItems(item) },
  ];
};

type Item = (id: string, label: string, accelerator?: string) => MenuItemConstructorOptions;

const fileItems = (parts: MenuParts, item: Item): MenuItemConstructorOptions[] => [
  item('file.new', '&New', 'CmdOrCtrl+N'),
  item('file.open', '&Open…', 'CmdOrCtrl+O'),
  { id: 'file.recent', label: 'Open &Recent', submenu: recentItems(parts) },
  item('file.welcome', '&Examples'),
  separator,
  item('file.save', '&Save', 'CmdOrCtrl+S'),
  item('file.save-as', 'Save &As…', 'CmdOrCtrl+Shift+S'),
  item('file.export', '&Export as JSON…'),
  separator,
  parts.mac ? { role: 'close' } : { role: 'quit' },
];

const recentItems = ({ recent, command }: MenuParts): MenuItemConstructorOptions[] =>
  recent.length === 0
    ? [{ label: 'No recent flows', enabled: false }]
    : recent.map(({ path, name, missing }) => ({
        id: `file.recent ${path}`,
        // An ampersand in a label marks the letter to press, so one that is meant is doubled.
        label: `${name} — ${path}`.replaceAll('&', '&&'),
        enabled: !missing,
        click: () => command('file.open', path),
      }));

const editItems = (item: Item): MenuItemConstructorOptions[] => [
  item('edit.undo', '&Undo', 'CmdOrCtrl+Z'),
  item('edit.redo', '&Redo', 'CmdOrCtrl+Shift+Z'),
  separator,
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  item('edit.duplicate', '&Duplicate', 'CmdOrCtrl+D'),
  item('edit.delete', 'De&lete', 'Delete'),
  separator,
  item('edit.select-all', 'Select &All', 'CmdOrCtrl+A'),
];

const viewItems = (item: Item): MenuItemConstructorOptions[] => [
  item('view.commands', '&Commands…', 'CmdOrCtrl+K'),
  separator,
  item('view.left', '&Left Panel', 'CmdOrCtrl+B'),
  item('view.dock', '&Results', 'CmdOrCtrl+J'),
  item('view.inspector', '&Inspector', 'CmdOrCtrl+I'),
  item('view.canvas-only', '&Canvas Only', 'CmdOrCtrl+\\'),
  separator,
  item('canvas.fit', '&Fit the Flow', '1'),
  item('canvas.tidy', '&Tidy Up', 'Shift+Alt+T'),
  separator,
  { role: 'togglefullscreen' },
  { role: 'toggleDevTools' },
];

const runItems = (item: Item): MenuItemConstructorOptions[] => [
  item('run.all', '&Run', 'CmdOrCtrl+Enter'),
  item('run.to-here', 'Run to &Selection', 'Shift+Enter'),
  item('run.fresh', 'Run All Steps A&fresh'),
  item('run.stop', 'S&top', 'CmdOrCtrl+.'),
  separator,
  item('run.restart-engine', 'Restart the &Engine'),
];

const helpItems = (item: Item): MenuItemConstructorOptions[] => [item('help.shortcuts', '&Keyboard Shortcuts', '?')];
