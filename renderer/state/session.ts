import { create } from 'zustand';
import type { EngineStatus, FlowCheck, HostDescription, OpenDocument } from '../../contract/api.ts';
import type { Catalogue, CatalogueEntry } from '../../contract/catalogue.ts';
import type { Problem } from '../../contract/problem.ts';
import type { RowCondition } from '../../contract/row-pick.ts';
import type { PredictionsSummary, TableSummary } from '../../contract/run-event.ts';
import type { TableShape } from '../../contract/shape.ts';
import type { WireEnd, Wiring } from '../edit/wiring.ts';
import type { ConnectionState } from '../host/link.ts';

export type LeftView = 'nodes' | 'outline';
export type DockTab = 'data' | 'metrics' | 'runs' | 'problems' | 'log';
export type InspectorTab = 'settings' | 'live' | 'data' | 'changes' | 'log';
export type Theme = 'system' | 'light' | 'dark';

/** What the dock shows. Without a port: the node's first output. */
export interface Shown {
  readonly node: string;
  readonly port?: string;
}

/** Rows behind a mark of a report, which the dock shows. */
export interface Picked {
  readonly node: string;
  /** Handle of the report: rows behind another one are not what was asked for. */
  readonly report: string;
  readonly source: TableSummary | PredictionsSummary;
  readonly label: string;
  readonly where: readonly RowCondition[];
  /** Where the dock stood. */
  readonly back: DockTab;
}

export interface Selection {
  readonly nodes: readonly string[];
  /** Wires by `from→to`. */
  readonly wires: readonly string[];
}

/** What lies over the window: one thing at a time. */
export type Overlay =
  | {
      readonly overlay: 'add-node';
      /** Where the node goes, in the coordinates of the flow. */
      readonly at?: readonly [number, number];
      /** Where the box goes on the screen. */
      readonly screen: readonly [number, number];
      /** The loose end of a wire that the node is to be wired to. */
      readonly end?: WireEnd;
    }
  | { readonly overlay: 'connect'; readonly node: string }
  | {
      readonly overlay: 'menu';
      readonly screen: readonly [number, number];
      readonly commands: readonly (string | null)[];
    }
  | { readonly overlay: 'open-file' | 'save-file' | 'commands' | 'shortcuts' | 'welcome' };

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'info' | 'good' | 'error';
  readonly action?: { readonly label: string; readonly run: () => void };
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
  readonly picked: Picked | null;
  readonly theme: Theme;
  /** Pixels of the left panel, the inspector and the dock. */
  readonly sizes: Readonly<Record<'left' | 'inspector' | 'dock', number>>;
  /** Another program has written the open file. */
  readonly fileChanged: boolean;
  /** The open flow holds edits that its file does not. */
  readonly recovered: OpenDocument['recovered'] | null;
  /** Null shows it when the flow is larger than the view. */
  readonly minimap: boolean | null;
  readonly minimapShown: boolean;
  readonly zoom: number;
  /** The run that had ended last when the flow was checked: a plan from before it says nothing any more. */
  readonly checkedAfter: string | null;
  readonly wiring: Wiring | null;
  /** Begun by a click, so that the next click ends it. */
  readonly wiringByClick: boolean;
  /** The port under the pointer while a wire is drawn. */
  readonly wiringOver: WireEnd | null;
  readonly overlay: Overlay | null;
  readonly toasts: readonly Toast[];
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
  picked: null,
  theme: 'system',
  sizes: { left: 232, inspector: 328, dock: 262 },
  fileChanged: false,
  recovered: null,
  minimap: null,
  minimapShown: false,
  zoom: 1,
  checkedAfter: null,
  wiring: null,
  wiringByClick: false,
  wiringOver: null,
  overlay: null,
  toasts: [],
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

let toasts = 0;
/** Says something in passing. Errors stay twice as long. */
export const say = (text: string, options: Partial<Omit<Toast, 'id' | 'text'>> = {}): void => {
  const toast: Toast = { id: toasts++, text, tone: 'info', ...options };
  setSession({ toasts: [...useSession.getState().toasts.slice(-2), toast] });
  setTimeout(() => dropToast(toast.id), toast.tone === 'error' ? 10_000 : 5_000);
};

export const dropToast = (id: number): void =>
  setSession({ toasts: useSession.getState().toasts.filter((toast) => toast.id !== id) });

const noProblems: readonly Problem[] = [];
export const useProblems = (): readonly Problem[] => useSession((state) => state.check?.problems ?? noProblems);

/** The tables that arrive at a node's inputs, as far as they are known before a run. */
export const useInputShapes = (node: string): Readonly<Record<string, TableShape>> | undefined =>
  useSession((state) => state.check?.inputs[node]);
