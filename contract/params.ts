import type { z } from 'zod';

/** How the window draws a setting. Everything else about it is in the JSON Schema. */
export type Widget =
  | 'file'
  /** A pattern such as `lake/*.csv`, relative to the flow's folder. */
  | 'files'
  /** A folder with all that lies in it. */
  | 'folder'
  | 'save-file'
  | 'column'
  | 'columns'
  | 'column-roles'
  | 'column-types'
  | 'column-names'
  | 'by-column'
  | 'grid'
  | 'rules'
  /** A formula over the columns of the input. */
  | 'expression'
  /**
   * Labels that a person decided on, by `row_key` of the node's output `issues`. The review reads its columns `row_key`, `given`
   * (with the classes as levels), `suggested` and `probability_<class>`; the others are shown as what is in the row.
   */
  | 'corrections'
  /** What each learner wired to the node's input of learners is searched over: changes to its own space, by type and setting. */
  | 'search-space'
  /** A threshold between two classes, tried out on the `study` of the node's report. */
  | 'threshold'
  | 'list'
  | 'slider';

export interface SearchRange {
  readonly low: number;
  readonly high: number;
  readonly log?: boolean;
}

/** Hints that go into the JSON Schema of a param beside its type. */
export interface ParamMeta {
  readonly title: string;
  readonly description: string;
  readonly widget?: Widget;
  readonly unit?: string;
  /** Shown under “Advanced”. */
  readonly advanced?: boolean;
  /** Numeric slider on a log scale. */
  readonly log?: boolean;
  /** Range that `tune.search` looks through. */
  readonly search?: SearchRange;
  /** Values that `tune.search` tries, for a setting that is not a number. */
  readonly searchChoices?: readonly (string | number | boolean)[];
  /** Names of the file kinds to offer, for instance `['csv', 'tsv']`. */
  readonly extensions?: readonly string[];
  /** Which input's columns a picker offers; the first table input where absent. */
  readonly input?: string;
  /** Only column types a picker offers. */
  readonly columnTypes?: readonly string[];
  /** Where a setting only matters for certain values of another: `{ method: ['constant'] }`. */
  readonly when?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
}

/** `param(z.int().min(1).default(200), { title: 'Trees', description: '…' })`. Every param explains itself. */
export const param = <T extends z.ZodType>(schema: T, meta: ParamMeta): T => schema.meta({ ...meta }) as T;
