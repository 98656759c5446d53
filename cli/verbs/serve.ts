import { mkdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fail } from '../../contract/problem.ts';
import { createHost } from '../../engine/host/host.ts';
import manifest from '../../package.json' with { type: 'json' };
import { rendererFolder, resourcesFolder } from '../dist-files.ts';
import { exitCodes, WrongUsage } from '../exit-codes.ts';
import { forkEngine } from '../process-link.ts';
import { startBrowserServer } from '../serve/browser-server.ts';
import { openBrowser } from '../serve/open-browser.ts';
import type { Verb } from '../verb.ts';

interface Folders {
  readonly home: string;
  readonly workspace: string;
}

/** `MILLRACE_HOME` holds both; otherwise settings go to a hidden folder and flows to a plain one. */
export const userFolders = (): Folders => {
  const given = process.env['MILLRACE_HOME'];
  if (given) return { home: join(resolve(given), '.settings'), workspace: resolve(given) };
  return { home: join(homedir(), '.millrace'), workspace: join(homedir(), 'Millrace') };
};

const untilAsked = (): Promise<void> =>
  new Promise((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
  });

const isTaken = (thrown: unknown): boolean =>
  ['EADDRINUSE', 'EACCES'].includes((thrown as NodeJS.ErrnoException).code ?? '');

export const serve: Verb = {
  name: 'serve',
  usage: '[FLOW] [--port N] [--no-open]',
  summary: 'Opens the editor in your browser, at a loopback address with a one-time token.',
  example: 'millrace serve --port 8123',
  options: { port: { type: 'string' }, 'no-open': { type: 'boolean' } },
  takes: [0, 1],
  run: async (call) => {
    const [flow] = call.positionals;
    const path = flow === undefined ? undefined : resolve(flow);
    if (path !== undefined && !(await stat(path).catch(() => undefined)))
      throw fail('file.missing', { values: { path: flow ?? '' } });
    const { home, workspace } = userFolders();
    await mkdir(workspace, { recursive: true });
    const notice = process.env['MILLRACE_NOTICE'];
    const host = createHost({
      description: {
        version: manifest.version,
        host: 'browser',
        platform: process.platform,
        ...(notice ? { notice } : {}),
      },
      spawnEngine: forkEngine,
      home,
      workspace,
      resources: resourcesFolder(),
      ...(path === undefined ? {} : { firstFlow: path }),
    });
    const port = call.count('port') ?? 0;
    const server = await startBrowserServer({ host, folder: rendererFolder(), port }).catch(async (thrown: unknown) => {
      await host.close();
      throw isTaken(thrown) ? new WrongUsage(`port ${port} is not free; leave --port out to get one that is`) : thrown;
    });
    process.stdout.write(`Millrace is at ${server.url}\nThe address works once. Stop it with Ctrl+C.\n`);
    if (!call.flag('no-open') && !process.env['CI'] && !(await openBrowser(server.url)))
      process.stdout.write('No browser was found here: open the address in one.\n');
    await untilAsked();
    await server.close();
    await host.close();
    return exitCodes.fine;
  },
};
