import { z } from 'zod';
import type { Column, Split } from '../../contract/column.ts';
import type { Task } from '../../contract/matrix.ts';
import type { Finding, Report } from '../../contract/report.ts';
import type { ValueSummary } from '../../contract/run-event.ts';
import type { Learner, RecipeStep } from '../../contract/values.ts';
import type { KeyParts } from '../plan/key-parts.ts';
import type { StoredView } from '../tables/stored-view.ts';

/** Version of what lies in the cache; entries of another one count as absent. */
export const storedVersion = 4;

export interface StoredLineage {
  readonly rawColumns: readonly Column[];
  readonly recipe: readonly RecipeStep[];
  /** Handle of the table that the source gave. */
  readonly raw?: string;
  /** Handle of the table that the last split gave. */
  readonly split?: { readonly handle: string; readonly steps: number };
}

export interface StoredTable {
  readonly kind: 'table';
  readonly file: string;
  /** `__row` is the place in the file. */
  readonly numbered: boolean;
  /** Where it is not just what is in its file. */
  readonly view?: StoredView;
  readonly columns: readonly Column[];
  readonly split: Split;
  readonly rows: number;
  readonly lineage: StoredLineage;
}

export interface StoredPredictions {
  readonly kind: 'predictions';
  readonly name: string;
  readonly task: Task;
  readonly target: string;
  readonly classes: readonly string[];
  readonly threshold: number;
  readonly table: StoredTable;
}

export type StoredValue =
  | StoredTable
  | StoredPredictions
  | { readonly kind: 'model'; readonly folder: string }
  | { readonly kind: 'learner'; readonly learner: Learner }
  | { readonly kind: 'report'; readonly report: Report };

/** `step.json` of a cache entry: what a step gave, and what it was made from. */
export interface StoredStep {
  readonly version: number;
  readonly parts: KeyParts;
  readonly outputs: Readonly<Record<string, { readonly value: StoredValue; readonly summary: ValueSummary }>>;
  readonly findings: readonly Finding[];
  readonly ms: number;
  /** Bytes of each file beside this one, so that a torn entry is told from a whole one. */
  readonly files: Readonly<Record<string, number>>;
}

/** Written by ourselves with a rename at the end: only the frame is checked, against other versions and torn disks. */
export const storedStepSchema = z.looseObject({
  version: z.literal(storedVersion),
  parts: z.looseObject({ type: z.string() }),
  outputs: z.record(
    z.string(),
    z.looseObject({ value: z.looseObject({ kind: z.string() }), summary: z.looseObject({ hash: z.string() }) }),
  ),
  findings: z.array(z.looseObject({ code: z.string() })),
  ms: z.number(),
  files: z.record(z.string(), z.number()),
});
