import { join } from 'node:path';
import { app, protocol, shell } from 'electron';
import { Desktop } from './desktop.ts';
import { flowsNamed } from './file-association.ts';
import { harden, hardening } from './hardening.ts';
import { serveBundle } from './protocol.ts';

const dist = join(app.getAppPath(), 'dist');
const resources = join(app.isPackaged ? process.resourcesPath : app.getAppPath(), 'resources');

harden({ app, shell });
protocol.registerSchemesAsPrivileged([hardening.scheme]);

const start = (): void => {
  let desktop: Desktop | undefined;
  let closed = false;
  const early = [...flowsNamed(process.argv, process.cwd())];
  const open = (path: string): void => {
    if (desktop) desktop.openFlow(path);
    else early.push(path);
  };

  app.on('open-file', (event, path) => {
    event.preventDefault();
    open(path);
  });
  app.on('second-instance', (_event, argv, folder) => {
    for (const path of flowsNamed(argv, folder)) open(path);
    void desktop?.show();
  });
  app.on('activate', () => void desktop?.show());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (closed || !desktop) return;
    event.preventDefault();
    closed = true;
    void desktop.close().finally(() => app.quit());
  });

  void app.whenReady().then(async () => {
    protocol.handle('app', serveBundle(join(dist, 'renderer')));
    desktop = new Desktop({
      programs: join(dist, 'programs'),
      preload: join(dist, 'preload', 'preload.cjs'),
      resources,
    });
    await desktop.show();
    for (const path of early.splice(0)) desktop.openFlow(path);
  });
};

if (app.requestSingleInstanceLock()) start();
else app.quit();
