import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { HostDescription, HostNews, MillraceApi } from '../../contract/api.ts';
import type { Handlers } from '../../contract/link.ts';
import { fail } from '../../contract/problem.ts';
import { DocumentRuns } from './document-runs.ts';
import { Documents, fileNameOf, toOpenDocument } from './documents.ts';
import type { EngineProcess } from './engine-process.ts';
import { EngineSupervisor } from './engine-supervisor.ts';
import { copyExample, listExamples } from './examples.ts';
import { importFile, isInside, listFolder, pathForFlow } from './host-files.ts';
import { writeWhole } from './json-file.ts';
import { RecentFiles } from './recent-files.ts';
import { Recovery } from './recovery.ts';

export interface Dialogs {
  /** Each answers an absolute path, or null when the user cancelled. */
  openFlow(): Promise<string | null>;
  saveFlow(suggested: string): Promise<string | null>;
  openData(extensions: readonly string[]): Promise<string | null>;
  saveFile(suggested: string): Promise<string | null>;
}

export interface HostOptions {
  readonly description: Pick<HostDescription, 'version' | 'host' | 'platform'> & { readonly notice?: string };
  spawnEngine(): EngineProcess;
  /** Native dialogs; without them the window lists folders itself. */
  readonly dialogs?: Dialogs;
  /** Folder for recents and recovery. */
  readonly home: string;
  /** The user's folder for flows. */
  readonly workspace: string;
  readonly resources: string;
  /** Flow that the first window is to open. */
  readonly firstFlow?: string;
  /** Told of each document that was opened or saved under a path, for instance for the system's own recent list. */
  onPath?(path: string): void;
}

export interface Host {
  readonly handlers: Handlers<MillraceApi>;
  /** Tells all windows something. */
  tell(news: HostNews): void;
  close(): Promise<void>;
}

/** How often open files are looked at for changes from outside, in milliseconds. */
const watchEvery = 2000;

/** Everything a window asks for, independent of where the window is. */
export const createHost = (options: HostOptions): Host => {
  const { dialogs, home, workspace, resources, description } = options;
  const listeners = new Set<(news: HostNews) => void>();
  const tell = (news: HostNews): void => {
    for (const listener of listeners) listener(news);
  };
  const engine = new EngineSupervisor(options.spawnEngine, (status) => tell({ news: 'engine', engine: status }));
  const recents = new RecentFiles(home);
  const recovery = new Recovery(home);
  const documents = new Documents(home, recents, recovery);
  const runs = new DocumentRuns(() => engine.client());
  let first = options.firstFlow;
  const roots = (): readonly string[] => [
    workspace,
    home,
    homedir(),
    ...documents.all().flatMap(({ path }) => (path ? [dirname(path)] : [])),
  ];
  const outside = setInterval(() => void tellChanged(documents, tell), watchEvery);
  outside.unref();
  const opened = async (path: string) => {
    const document = toOpenDocument(await documents.open(path));
    options.onPath?.(resolve(path));
    return document;
  };
  const ask = async <T>(
    place: string,
    use: (client: Awaited<ReturnType<typeof engine.client>>, place: ReturnType<Documents['placeOf']>) => Promise<T>,
  ): Promise<T> => use(await engine.client(), documents.placeOf(place));
  const wanted = async (
    path: string | undefined,
    dialog: (() => Promise<string | null>) | undefined,
    suggested: string,
  ): Promise<string | null> => {
    if (path !== undefined) return resolve(workspace, path);
    return dialog ? dialog() : join(workspace, suggested);
  };
  const handlers: Handlers<MillraceApi> = {
    'host.describe': () => ({ name: 'Millrace', dialogs: dialogs !== undefined, ...description }),
    'host.watch': (_, emit, signal) => {
      listeners.add(emit);
      emit({ news: 'engine', engine: engine.status });
      if (first !== undefined) emit({ news: 'command', command: 'file.open', argument: first });
      first = undefined;
      return new Promise((done) => {
        signal.addEventListener('abort', () => {
          listeners.delete(emit);
          done();
        });
      });
    },
    'host.restart-engine': () => {
      engine.restart();
      return null;
    },
    'catalogue.read': async () => (await engine.client()).call('engine.catalogue', {}),

    'example.list': () => listExamples(resources),
    'example.open': async ({ id }) => opened(await copyExample(resources, id, workspace)),

    'document.new': () => toOpenDocument(documents.create()),
    'document.open': async ({ path }) => {
      const chosen = path ?? (await dialogs?.openFlow()) ?? null;
      return chosen === null ? null : opened(chosen);
    },
    'document.journal': async ({ document, flow, label }) => {
      await recovery.note({ id: document, path: documents.get(document).path, label, flow });
      return null;
    },
    'document.save': ({ document, flow, overwrite }) => documents.save(document, flow, overwrite),
    'document.save-as': async ({ document, flow, path }) => {
      const suggested = fileNameOf(flow.name);
      const chosen = await wanted(path, dialogs && (() => dialogs.saveFlow(suggested)), suggested);
      if (chosen === null) return null;
      const saved = await documents.saveAs(document, flow, chosen);
      options.onPath?.(chosen);
      return saved;
    },
    'document.close': async ({ document, discard }) => {
      await documents.close(document, discard);
      return null;
    },
    'document.recent': () => recents.list(),
    'document.recoverable': async () => {
      const open = new Set(documents.all().map(({ id }) => id));
      const entries = (await recovery.list()).filter(({ id }) => !open.has(id));
      return entries.map(({ id, path, at, flow }) => ({
        id,
        at,
        name: path ? basename(path) : flow.name,
        ...(path ? { path } : {}),
      }));
    },
    'document.recover': async ({ id }) => {
      const entry = await recovery.find(id);
      if (!entry) throw fail('file.missing', { values: { path: id } });
      return documents.recover(entry);
    },
    'document.forget': async ({ id }) => {
      await recovery.forget(id);
      return null;
    },
    'document.export': async ({ name, content, encoding, path }) => {
      const chosen = await wanted(path, dialogs && (() => dialogs.saveFile(name)), basename(name));
      if (chosen === null) return null;
      if (!dialogs && !roots().some((root) => isInside(root, chosen)))
        throw fail('file.outside-folder', { values: { path: chosen } });
      await writeWhole(chosen, Buffer.from(content, encoding));
      return { path: chosen };
    },

    'file.list': ({ folder, extensions }) => listFolder(roots(), resolve(workspace, folder ?? ''), extensions),
    'file.choose': async ({ document, extensions, save, path }) => {
      const { folder } = documents.placeOf(document);
      const chosen = path ?? (await (save ? dialogs?.saveFile('table.csv') : dialogs?.openData(extensions))) ?? null;
      if (chosen === null) return null;
      const absolute = resolve(folder, chosen);
      if (!dialogs && !roots().some((root) => isInside(root, absolute)))
        throw fail('file.outside-folder', { values: { path: chosen } });
      documents.grant(document, absolute);
      return { path: pathForFlow(folder, absolute) };
    },
    'file.import': ({ document, name, base64 }) => importFile(documents.placeOf(document).folder, name, base64),

    'flow.check': ({ document, flow }) =>
      ask(document, (client, place) => client.call('engine.check', { place, flow })),
    'run.start': ({ document, ...request }) => runs.start(document, { ...request, place: documents.placeOf(document) }),
    'run.cancel': ({ document, run }) => runs.cancel(document, run),
    'run.watch': ({ document, run, after }, emit, signal) => runs.watch(document, { run, after }, emit, signal),
    'run.list': ({ document }) => ask(document, (client, place) => client.call('engine.runs', { place })),
    'table.page': ({ document, ...request }, signal) =>
      ask(document, (client, place) => client.call('engine.page', { place, ...request }, signal)),
    'table.summary': ({ document, handle }, signal) =>
      ask(document, (client, place) => client.call('engine.summary', { place, handle }, signal)),
  };
  return {
    handlers,
    tell,
    close: async () => {
      clearInterval(outside);
      engine.close();
    },
  };
};

const told = new Map<string, number>();

/** Each change from outside is told once. */
const tellChanged = async (documents: Documents, tell: (news: HostNews) => void): Promise<void> => {
  for (const { id, path, fileTime } of documents.all()) {
    if (!path || fileTime === undefined || told.get(id) === fileTime) continue;
    if (!(await documents.changedOutside(id))) continue;
    told.set(id, fileTime);
    tell({ news: 'file-changed', document: id, path });
  }
};
