import { BrowserWindow, screen } from 'electron';
import type { Link } from '../contract/link.ts';
import { appAddress } from './app-address.ts';
import { hardening } from './hardening.ts';
import { linkWindow } from './window-link.ts';
import { readWindowState, writeWindowState } from './window-state.ts';

export interface WindowOptions {
  /** The built preload script. */
  readonly preload: string;
  /** Where the window's place on the screen is remembered. */
  readonly stateFile: string;
  /** Called once for every page load; answers how to close the link. */
  readonly linked: (link: Link) => () => void;
}

const smallest = { minWidth: 1100, minHeight: 700 } as const;

export const openWindow = ({ preload, stateFile, linked }: WindowOptions): BrowserWindow => {
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const { maximized, width, height, x, y } = readWindowState(stateFile, areas);
  const window = new BrowserWindow({
    width,
    height,
    ...(x === undefined || y === undefined ? {} : { x, y }),
    ...smallest,
    show: false,
    backgroundColor: '#0E1117',
    webPreferences: { ...hardening.webPreferences, preload },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    writeWindowState(stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() }),
  );
  window.webContents.on('render-process-gone', () => window.webContents.reload());
  linkWindow(window.webContents, linked);
  void window.loadURL(appAddress);
  return window;
};
