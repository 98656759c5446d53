import { create } from 'zustand';
import type { EngineStatus, FlowCheck, HostDescription } from '../../contract/api.ts';
import type { Catalogue, CatalogueEntry } from '../../contract/catalogue.ts';
import type { Problem } from '../../contract/problem.ts';
import type { Shape, TableShape } from '../../contract/shape.ts';
import type { ConnectionState } from '../host/link.ts';

export type LeftView = 'nodes' | 'outline';
export type DockTab = 'data' | 'metrics' | 'runs' | 'problems' | 'log';
export type InspectorTab = 'settings' | 'live' | 'data' | 'log';
export type Theme = 'system' | 'light' | 'dark';

/** What the dock shows. Without a port: the node's first output. */
export interface Shown {
  readonly node: string;
  readonly port?: string;
}

export interface Selection {
  readonly nodes: readonly string[];
  /** Wires by `from→to`. */
  readonly wires: readonly string[];
}

export interface SessionState {
  readonly connection: ConnectionState;
  readonly host: HostDescription | null;
  readonly engine: EngineStatus;
  readonly catalogue: Catalogue;
  readonly entries: Readonly<Record<string, CatalogueEntry>>;
  readonly check: FlowCheck | null;
  readonly selection: Selection;
  readonly left: LeftView | null;
  readonly inspector: boolean;
  readonly dock: boolean;
  readonly dockTab: DockTab;
  readonly inspectorTab: InspectorTab;
  readonly shown: Shown | null;
  readonly theme: Theme;
  readonly minimap: boolean;
}

export const useSession = create<SessionState>()(() => ({
  connection: 'connecting',
  host: null,
  engine: { state: 'starting' },
  catalogue: [],
  entries: {},
  check: null,
  selection: { nodes: [], wires: [] },
  left: 'nodes',
  inspector: true,
  dock: true,
  dockTab: 'data',
  inspectorTab: 'settings',
  shown: null,
  theme: 'system',
  minimap: true,
}));

export const setSession = (changed: Partial<SessionState>): void => useSession.setState(changed);

export const setCatalogue = (catalogue: Catalogue): void =>
  setSession({ catalogue, entries: Object.fromEntries(catalogue.map((entry) => [entry.type, entry])) });

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/** Selects nodes and wires; the dock follows a single node. */
export const select = (nodes: readonly string[], wires: readonly string[] = []): void => {
  const { selection, shown } = useSession.getState();
  if (sameList(nodes, selection.nodes) && sameList(wires, selection.wires)) return;
  const [only] = nodes;
  setSession({
    selection: { nodes, wires },
    shown: nodes.length === 1 && only !== undefined && only !== shown?.node ? { node: only } : shown,
  });
};

/** Opens the dock on a node's result. */
export const showInDock = (tab: DockTab, shown?: Shown): void =>
  setSession({ dock: true, dockTab: tab, ...(shown ? { shown } : {}) });

export const useSelectedNode = (): string | undefined =>
  useSession(({ selection }) => (selection.nodes.length === 1 ? selection.nodes[0] : undefined));

export const useEntry = (type: string | undefined): CatalogueEntry | undefined =>
  useSession((state) => (type === undefined ? undefined : state.entries[type]));

const noProblems: readonly Problem[] = [];
export const useProblems = (): readonly Problem[] => useSession((state) => state.check?.problems ?? noProblems);

export const useOutputShape = (node: string, port: string): Shape | undefined =>
  useSession((state) => state.check?.shapes[node]?.[port]);

/** The tables that arrive at a node's inputs, as far as they are known before a run. */
export const useInputShapes = (node: string): Readonly<Record<string, TableShape>> | undefined =>
  useSession((state) => state.check?.inputs[node]);
