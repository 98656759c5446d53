import type { HostNews, MillraceApi } from '../../contract/api.ts';
import type { Handlers } from '../../contract/link.ts';
import { documentHandlers, exampleHandlers } from './document-handlers.ts';
import { DocumentRuns } from './document-runs.ts';
import { Documents } from './documents.ts';
import { EngineSupervisor } from './engine-supervisor.ts';
import { fileHandlers } from './file-handlers.ts';
import { Grants } from './grants.ts';
import type { HostOptions } from './host-options.ts';
import type { HandlersOf, HostParts } from './host-parts.ts';
import { watchOutsideChanges } from './outside-changes.ts';
import { RecentFiles } from './recent-files.ts';
import { Recovery } from './recovery.ts';
import { runHandlers } from './run-handlers.ts';

export interface Host {
  readonly handlers: Handlers<MillraceApi>;
  /** Tells all windows something. */
  tell(news: HostNews): void;
  close(): Promise<void>;
}

type Listeners = Set<(news: HostNews) => void>;

/** Everything a window asks for, independent of where the window is. */
export const createHost = (options: HostOptions): Host => {
  const listeners: Listeners = new Set();
  const tell = (news: HostNews): void => {
    for (const listener of listeners) listener(news);
  };
  const { home } = options;
  const engine = new EngineSupervisor(options.spawnEngine, (status) => tell({ news: 'engine', engine: status }));
  const recents = new RecentFiles(home);
  const recovery = new Recovery(home);
  const documents = new Documents(home, {
    ...{ recents, recovery },
    grants: new Grants(home, 'grants.json'),
    accesses: new Grants(home, 'access.json'),
  });
  const runs = new DocumentRuns(() => engine.client());
  const parts: HostParts = { options, engine, documents, runs, recents, recovery };
  const stopLooking = watchOutsideChanges(documents, tell);
  return {
    handlers: {
      ...hostHandlers(parts, listeners),
      ...exampleHandlers(parts),
      ...documentHandlers(parts),
      ...fileHandlers(parts),
      ...runHandlers(parts),
    },
    tell,
    close: async () => {
      stopLooking();
      engine.close();
    },
  };
};

const hostHandlers = ({ options, engine, documents }: HostParts, listeners: Listeners): HandlersOf<'host'> => {
  let first = options.firstFlow;
  return {
    'host.describe': () => ({ name: 'Millrace', dialogs: options.dialogs !== undefined, ...options.description }),
    'host.watch': (_, emit, signal) => {
      if (listeners.size === 0) documents.letGo();
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
  };
};
