import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { MillraceApi } from '../../contract/api.ts';
import type { EngineApi, FlowPlace } from '../../contract/engine-api.ts';
import type { Client, Handlers } from '../../contract/link.ts';
import type { DocumentRuns } from './document-runs.ts';
import type { Documents } from './documents.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';
import { inside } from './host-files.ts';
import type { HostOptions } from './host-options.ts';
import type { RecentFiles } from './recent-files.ts';
import type { Recovery } from './recovery.ts';

/** What the handlers of a host work with. */
export interface HostParts {
  readonly options: HostOptions;
  readonly engine: EngineSupervisor;
  readonly documents: Documents;
  readonly runs: DocumentRuns;
  readonly recents: RecentFiles;
  readonly recovery: Recovery;
}

/** The handlers of the methods whose names begin so. */
export type HandlersOf<Prefix extends string> = Pick<
  Handlers<MillraceApi>,
  Extract<keyof MillraceApi, `${Prefix}.${string}`>
>;

/** Where the window may write without the user's own dialog. */
const flowFolders = ({ options, documents }: HostParts): readonly string[] => [
  options.workspace,
  ...documents.all().flatMap(({ path }) => (path ? [dirname(path)] : [])),
];

/** Where the window may see names, and choose data for a flow. */
export const visibleFolders = (parts: HostParts): readonly string[] => [...flowFolders(parts), homedir()];

/**
 * Where something is to be written: what the window named, as far as it may, else what the user answers to the dialog.
 * @throws file.outside-folder
 */
export const writingPath = async (
  parts: HostParts,
  named: string | undefined,
  suggested: string,
  dialog: (() => Promise<string | null>) | undefined,
): Promise<string | null> => {
  if (named === undefined && dialog) return dialog();
  return inside(flowFolders(parts), resolve(parts.options.workspace, named ?? suggested));
};

/** Asks the engine about a document, once the engine answers. */
export const askEngine = async <T>(
  { engine, documents }: HostParts,
  document: string,
  use: (client: Client<EngineApi>, place: FlowPlace) => Promise<T>,
): Promise<T> => use(await engine.client(), documents.placeOf(document));
