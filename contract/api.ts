import { z } from 'zod';
import type { Catalogue } from './catalogue.ts';
import type { Column } from './column.ts';
import type { SqlValue } from './context.ts';
import type { Flow } from './flow.ts';
import { flowSchema } from './flow.ts';
import type { LedgerFit, RunRecord } from './ledger.ts';
import { request, stream } from './link.ts';
import type { Problem } from './problem.ts';
import type { Figure } from './report.ts';
import { rowConditionsSchema } from './row-pick.ts';
import type { RunEvent, StaleReason } from './run-event.ts';
import type { Shape, TableShape } from './shape.ts';
import type { SuggestionNews } from './suggestion.ts';

export interface HostDescription {
  readonly name: 'Millrace';
  readonly version: string;
  readonly host: 'desktop' | 'browser';
  readonly platform: string;
  /** The desktop host has native file dialogs; elsewhere the window lists folders with `file.list`. */
  readonly dialogs: boolean;
  /** One sentence on what is missing here and what is used instead; shown once. */
  readonly notice?: string;
}

/** A document as the host knows it. `path` is for people's eyes; the window names a document by `id`. */
export interface OpenDocument {
  readonly id: string;
  /** Absent for an untitled document, which lives in the recovery journal only. */
  readonly path?: string;
  readonly name: string;
  readonly flow: Flow;
  /** What had to be left out when it was read. */
  readonly problems: readonly Problem[];
  readonly readOnly: boolean;
  /** The flow holds edits that were not in the file, from a session that ended badly. */
  readonly recovered?: { readonly at: number; readonly saved: Flow | null };
}

export interface RecentFile {
  readonly path: string;
  readonly name: string;
  readonly at: number;
  readonly missing: boolean;
}

export interface Example {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly nodes: number;
}

export interface FolderListing {
  readonly folder: string;
  readonly parent: string | null;
  readonly entries: readonly {
    readonly name: string;
    readonly path: string;
    readonly folder: boolean;
    readonly bytes: number;
  }[];
}

/** Whether a node would run, and why; or be reused. */
export interface NodePlan {
  readonly node: string;
  readonly action: 'run' | 'reuse' | 'blocked';
  readonly why?: StaleReason;
  /** From how long it took last time. */
  readonly expectedMs?: number;
}

export interface FlowCheck {
  readonly problems: readonly Problem[];
  /** Shapes of the outputs by node and port. */
  readonly shapes: Readonly<Record<string, Readonly<Record<string, Shape>>>>;
  /** Shape of the table that arrives at each node's table inputs, by node and port: fills column pickers. */
  readonly inputs: Readonly<Record<string, Readonly<Record<string, TableShape>>>>;
  readonly plan: readonly NodePlan[];
}

export interface TablePage {
  readonly columns: readonly Column[];
  /** Total rows after the filter. */
  readonly rows: number;
  readonly offset: number;
  /** Row number (`__row`), part if split, and the cells in column order. Dates as ISO text. */
  readonly page: readonly { readonly row: number; readonly part?: string; readonly cells: readonly SqlValue[] }[];
}

/** Per column, for the header of the preview. */
export interface ColumnSummary {
  readonly column: string;
  readonly missing: number;
  readonly distinct: number;
  /** Bars of a small histogram: equal-width bins of numbers, or the commonest levels. */
  readonly bars: readonly { readonly label: string; readonly count: number }[];
  readonly low?: number;
  readonly high?: number;
  readonly mean?: number;
}

/** What a step made of the table that came in: rows are told apart by their row number. */
export interface TableChanges {
  readonly rows: { readonly before: number; readonly after: number; readonly dropped: number; readonly added: number };
  /** First examples, with the cells of the table they stand in. */
  readonly dropped: TablePage;
  readonly added: TablePage;
  readonly columns: {
    readonly added: readonly Column[];
    readonly removed: readonly Column[];
    /** Another type or another role. */
    readonly altered: readonly { readonly before: Column; readonly after: Column }[];
  };
  /** Columns that stayed and have cells with another value, those with most changes first. */
  readonly cells: readonly ColumnChanges[];
  /** Columns beyond those that were compared. */
  readonly notCompared: number;
}

export interface ColumnChanges {
  readonly column: string;
  readonly changed: number;
  /** Of these, cells that had no value and got one, and that lost theirs. */
  readonly filled: number;
  readonly emptied: number;
  readonly examples: readonly { readonly row: number; readonly before: SqlValue; readonly after: SqlValue }[];
}

export interface EngineStatus {
  readonly state: 'starting' | 'ready' | 'stopped';
  /** Present when it stopped by itself. */
  readonly reason?: string;
  readonly memoryBytes?: number;
}

/** What a host tells a window unasked. */
export type HostNews =
  | { readonly news: 'engine'; readonly engine: EngineStatus }
  /** A menu item or a file opened from outside: run the window's command of that name. */
  | { readonly news: 'command'; readonly command: string; readonly argument?: string }
  | { readonly news: 'file-changed'; readonly document: string; readonly path: string };

const nothing = z.object({});
const inDocument = z.object({ document: z.string() });
/** Which fits are drawn, and how. */
export const fitsFigureSchema = z.object({ metric: z.string().optional(), colour: z.string().default('learner') });
export type FitsFigureRequest = z.infer<typeof fitsFigureSchema>;
const result = inDocument.extend({ handle: z.string() });
/** Only rows that meet all conditions; beside predictions, the columns of the table that they are about. */
const picked = result.extend({ where: rowConditionsSchema.optional(), beside: z.string().optional() });

/** Every request a window may make of its host. */
export const api = {
  'host.describe': request<HostDescription>()(nothing),
  'host.watch': stream<HostNews>()(nothing),
  'host.restart-engine': request<null>()(nothing),
  'catalogue.read': request<Catalogue>()(nothing),

  'example.list': request<readonly Example[]>()(nothing),
  /** Copies the example into a fresh folder of the user's and opens it. */
  'example.open': request<OpenDocument>()(z.object({ id: z.string() })),

  'document.new': request<OpenDocument>()(nothing),
  /** `path`: a recent file, one listed by `file.list`, or one given on the command line. Without it, the host's dialog; null when cancelled. */
  'document.open': request<OpenDocument | null>()(z.object({ path: z.string().optional() })),
  /** Recovery journal: called after every command. */
  'document.journal': request<null>()(inDocument.extend({ flow: flowSchema, label: z.string() })),
  /** Writes the file (temp + rename). Untitled documents must be saved as first. `overwrite` after a change from outside. */
  'document.save': request<{ readonly at: number }>()(
    inDocument.extend({ flow: flowSchema, overwrite: z.boolean().default(false) }),
  ),
  /** Without `path` the host's dialog. Null when cancelled. Answers the document under its new path. */
  'document.save-as': request<OpenDocument | null>()(
    inDocument.extend({ flow: flowSchema, path: z.string().optional() }),
  ),
  /** The user allows the flow to reach hosts outside, and to send them secrets; see `Problem.access`. */
  'document.allow': request<null>()(inDocument.extend({ access: z.array(z.string()).min(1) })),
  'document.close': request<null>()(inDocument.extend({ discard: z.boolean().default(false) })),
  'document.recent': request<readonly RecentFile[]>()(nothing),
  /** Documents whose journal is newer than their file. */
  'document.recoverable':
    request<readonly { readonly id: string; readonly name: string; readonly at: number; readonly path?: string }[]>()(
      nothing,
    ),
  'document.recover': request<OpenDocument>()(z.object({ id: z.string() })),
  'document.forget': request<null>()(z.object({ id: z.string() })),
  /** Writes text the window made (flow JSON, picture as base64) where the user chooses. */
  'document.export': request<{ readonly path: string } | null>()(
    inDocument.extend({
      name: z.string(),
      content: z.string(),
      encoding: z.enum(['utf8', 'base64']).default('utf8'),
      path: z.string().optional(),
    }),
  ),

  /** Lists a folder inside what the user may reach, for the window's own file picker. */
  'file.list': request<FolderListing>()(
    z.object({ folder: z.string().optional(), extensions: z.array(z.string()).default([]) }),
  ),
  /** The host's dialog for a data file; answers the path as a flow should name it (relative where it can be), and grants it. */
  'file.choose': request<{ readonly path: string } | null>()(
    inDocument.extend({
      extensions: z.array(z.string()).default([]),
      save: z.boolean().default(false),
      /** A folder with all that lies in it, instead of a file. */
      folder: z.boolean().default(false),
      path: z.string().optional(),
    }),
  ),
  /** A file dropped on the canvas: stored beside the flow; answers the relative path. */
  'file.import': request<{ readonly path: string }>()(inDocument.extend({ name: z.string(), base64: z.string() })),

  /** What a node suggests for one of its settings, read off the table `handle` at its input; it ends with the suggestions. */
  'node.suggest': stream<SuggestionNews>()(result.extend({ flow: flowSchema, node: z.string() })),

  'flow.check': request<FlowCheck>()(inDocument.extend({ flow: flowSchema })),

  /** `target`: run only what leads to this node. */
  'run.start': request<{ readonly run: string }>()(
    inDocument.extend({
      flow: flowSchema,
      target: z.string().optional(),
      fresh: z.boolean().default(false),
      refetch: z.array(z.string()).default([]),
    }),
  ),
  'run.cancel': request<null>()(inDocument.extend({ run: z.string() })),
  /** Events of the document's latest run, and of every later one. `after`: the last sequence number seen of `run`. */
  'run.watch': stream<readonly RunEvent[]>()(
    inDocument.extend({ run: z.string().optional(), after: z.int().default(-1) }),
  ),
  /** Runs of the document, latest first. */
  'run.list': request<readonly RunRecord[]>()(inDocument),
  /** Every fit of these runs, oldest first. */
  'run.fits': request<readonly LedgerFit[]>()(inDocument),
  /** Seconds against score of every fit. `colour` tells the points apart: by learner, rows, or a setting of the learner. */
  'run.fits-figure': request<Figure | null>()(inDocument.extend(fitsFigureSchema.shape)),
  /** The flow as it was when it ran. */
  'run.flow': request<Flow>()(inDocument.extend({ run: z.string() })),
  /** Writes all runs beside the flow, or where the document lies; answers the path. */
  'run.export': request<{ readonly path: string }>()(inDocument.extend({ to: z.enum(['csv', 'mlflow']) })),

  'table.page': request<TablePage>()(
    picked.extend({
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(1000).default(200),
      sort: z.object({ column: z.string(), descending: z.boolean() }).optional(),
      part: z.enum(['train', 'validation', 'test']).optional(),
    }),
  ),
  'table.summary': request<readonly ColumnSummary[]>()(picked),
  /** `handle` is what left a step, `before` what came in. */
  'table.changes': request<TableChanges>()(result.extend({ before: z.string() })),
} as const;

export type MillraceApi = typeof api;
