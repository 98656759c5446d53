import type { HostDescription } from '../../contract/api.ts';
import type { EngineProcess } from './engine-process.ts';

export interface Dialogs {
  /** Each answers an absolute path, or null when the user cancelled. */
  openFlow(): Promise<string | null>;
  saveFlow(suggested: string): Promise<string | null>;
  openData(extensions: readonly string[]): Promise<string | null>;
  openFolder(): Promise<string | null>;
  saveFile(suggested: string): Promise<string | null>;
}

export interface HostOptions {
  readonly description: Pick<HostDescription, 'version' | 'host' | 'platform'> & { readonly notice?: string };
  spawnEngine(): EngineProcess;
  /** Native dialogs; without them the window lists folders itself. */
  readonly dialogs?: Dialogs;
  /** Folder for recents, grants and recovery. */
  readonly home: string;
  /** The user's folder for flows. */
  readonly workspace: string;
  readonly resources: string;
  /** Flow that the first window is to open. */
  readonly firstFlow?: string;
  /** Told of each document that was opened or saved under a path, for instance for the system's own recent list. */
  onPath?(path: string): void;
}
