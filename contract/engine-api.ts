import { z } from 'zod';
import type { ColumnSummary, FlowCheck, TableChanges, TablePage } from './api.ts';
import { api, fitsFigureSchema } from './api.ts';
import type { Catalogue } from './catalogue.ts';
import type { Flow } from './flow.ts';
import { flowSchema } from './flow.ts';
import type { LedgerFit, RunRecord } from './ledger.ts';
import { request, stream } from './link.ts';
import type { Figure } from './report.ts';
import type { RunEvent } from './run-event.ts';
import type { SuggestionNews } from './suggestion.ts';

/** Where a flow stands, as the host knows it. The window never says. */
export const placeSchema = z.object({
  /** Folder of the flow: relative paths start here, and reading ends here. */
  folder: z.string(),
  /** Folder for cache, journals and ledger, usually `<folder>/.millrace`. */
  store: z.string(),
  /** Absolute paths of files or folders outside `folder` that the user chose. */
  granted: z.array(z.string()).default([]),
  /** Hosts outside that the flow may reach, and the environment variables it may send there. */
  access: z.array(z.string()).optional(),
  /** Where file-writing nodes write, if not into `folder`. */
  output: z.string().optional(),
  /** Largest size of the cache in bytes. */
  cacheBytes: z.int().optional(),
});
export type FlowPlace = z.infer<typeof placeSchema>;

const inPlace = z.object({ place: placeSchema });

/** Every request a host may make of its engine. */
export const engineApi = {
  'engine.catalogue': request<Catalogue>()(z.object({})),
  'engine.memory': request<{ readonly bytes: number }>()(z.object({})),
  'engine.check': request<FlowCheck>()(inPlace.extend({ flow: flowSchema })),
  /**
   * Runs and streams the events in batches until `run.finished`. Dropping the stream cancels the run.
   * `only`: what leads to this node. `reuse: false`: nothing from the cache. `refetch`: sources that ask again
   * though a copy of what they fetched is kept.
   */
  'engine.run': stream<readonly RunEvent[]>()(
    inPlace.extend({
      flow: flowSchema,
      run: z.string(),
      only: z.string().optional(),
      reuse: z.boolean().default(true),
      refetch: z.array(z.string()).default([]),
    }),
  ),
  'engine.cancel': request<null>()(z.object({ run: z.string() })),
  'engine.page': request<TablePage>()(api['table.page'].params.omit({ document: true }).extend({ place: placeSchema })),
  'engine.summary': request<readonly ColumnSummary[]>()(
    api['table.summary'].params.omit({ document: true }).extend({ place: placeSchema }),
  ),
  'engine.changes': request<TableChanges>()(inPlace.extend({ handle: z.string(), before: z.string() })),
  'engine.suggest': stream<SuggestionNews>()(
    inPlace.extend({ flow: flowSchema, node: z.string(), handle: z.string() }),
  ),
  'engine.runs': request<readonly RunRecord[]>()(inPlace),
  'engine.fits': request<readonly LedgerFit[]>()(inPlace),
  'engine.fits-figure': request<Figure | null>()(inPlace.extend(fitsFigureSchema.shape)),
  'engine.run-flow': request<Flow>()(inPlace.extend({ run: z.string() })),
  /** Into the output folder of the place, or the flow's own. */
  'engine.export-runs': request<{ readonly path: string }>()(inPlace.extend({ to: z.enum(['csv', 'mlflow']) })),
} as const;

export type EngineApi = typeof engineApi;
