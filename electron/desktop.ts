import { join } from 'node:path';
import { app, type BrowserWindow, dialog, Menu } from 'electron';
import { api, type MillraceApi, type RecentFile } from '../contract/api.ts';
import { type Handlers, serve } from '../contract/link.ts';
import { createHost, type Host } from '../engine/host/host.ts';
import { closeGently } from './close-gently.ts';
import { nativeDialogs } from './dialogs.ts';
import { spawnEngineChild } from './engine-child.ts';
import { menuTemplate } from './menu.ts';
import { type PendingRequests, trackEdits } from './pending-requests.ts';
import { openWindow } from './window.ts';

export interface DesktopFolders {
  /** Where the built programs are. */
  readonly programs: string;
  readonly preload: string;
  readonly resources: string;
}

/** The host and its one window. */
export class Desktop {
  readonly #folders: DesktopFolders;
  readonly #host: Host;
  readonly #edits: PendingRequests;
  #window: BrowserWindow | undefined;
  /** The page in the window hears what the host tells. */
  #listening = false;
  /** Flows named before the window could show them. */
  #waiting: string[] = [];

  constructor(folders: DesktopFolders) {
    const { programs, resources } = folders;
    this.#folders = folders;
    this.#host = createHost({
      description: { version: app.getVersion(), host: 'desktop', platform: process.platform },
      spawnEngine: () =>
        spawnEngineChild({
          program: join(programs, 'main', 'engine-process.js'),
          computeWorker: join(programs, 'engine', 'compute-worker.js'),
          resources,
        }),
      dialogs: nativeDialogs(dialog, () => this.#window),
      home: app.getPath('userData'),
      workspace: join(app.getPath('documents'), 'Millrace'),
      resources,
      onPath: (path) => {
        app.addRecentDocument(path);
        void this.#showMenu();
      },
    });
    this.#edits = trackEdits(this.#host.handlers);
  }

  /** Opens the window, or brings it to the front. */
  async show(): Promise<void> {
    if (this.#window) {
      if (this.#window.isMinimized()) this.#window.restore();
      this.#window.focus();
      return;
    }
    await this.#showMenu();
    const window = openWindow({
      preload: this.#folders.preload,
      stateFile: join(app.getPath('userData'), 'window.json'),
      linked: (link) => serve(link, api, this.#handlers()),
    });
    closeGently(window, () => this.#edits.settled());
    window.once('closed', () => {
      this.#window = undefined;
      this.#listening = false;
    });
    this.#window = window;
  }

  /** Opens a flow that was named outside: by double-click, on a command line, in the system's recent list. */
  openFlow(path: string): void {
    if (this.#listening) this.command('file.open', path);
    else this.#waiting.push(path);
  }

  command(command: string, argument?: string): void {
    this.#host.tell({ news: 'command', command, ...(argument === undefined ? {} : { argument }) });
  }

  async close(): Promise<void> {
    await this.#edits.settled();
    await this.#host.close();
  }

  #handlers(): Handlers<MillraceApi> {
    const { handlers } = this.#edits;
    return {
      ...handlers,
      'host.watch': (params, emit, signal) => {
        const watched = handlers['host.watch'](params, emit, signal);
        this.#listening = true;
        for (const path of this.#waiting.splice(0)) this.openFlow(path);
        return watched;
      },
    };
  }

  async #showMenu(): Promise<void> {
    const recent: readonly RecentFile[] = await this.#host.handlers['document.recent'](
      {},
      new AbortController().signal,
    );
    const template = menuTemplate({
      command: (id, argument) => this.command(id, argument),
      recent,
      mac: process.platform === 'darwin',
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate([...template]));
  }
}
