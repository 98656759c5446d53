import type { z } from 'zod';
import type { NodeContext } from './context.ts';
import type { Json } from './json.ts';
import type { Table } from './values.ts';

/** Something that a node offers to put into one of its settings, for a person to take or to leave. */
export interface Suggestion {
  /** “age between 0 and 120”. */
  readonly text: string;
  /** What speaks for it, in a few words: “17 rows”. */
  readonly detail?: string;
  /** Heading that it stands under, such as a column. */
  readonly group: string;
  /** Added to a setting that is a list; its entries put into one that is an object. */
  readonly value: Json;
}

/** A setting that a node can read off the table at its input. */
export interface Suggests<P extends z.ZodObject> {
  /** “Learn rules from this table”. */
  readonly title: string;
  /** What the suggestions are and what they are not, in one sentence. */
  readonly description: string;
  /** Name of the setting that they go into: a list or an object. */
  readonly param: Extract<keyof z.infer<P>, string>;
  /** A node that learns is shown training rows only. */
  suggest(table: Table, params: z.infer<P>, ctx: NodeContext): Promise<readonly Suggestion[]>;
}

/** What the window knows of it beforehand. */
export type SuggestsText = Readonly<Record<'title' | 'description' | 'param', string>>;

/** What comes while suggestions are being made; the last are the suggestions. */
export type SuggestionNews =
  | { readonly news: 'progress'; readonly fraction: number | null; readonly text: string }
  | { readonly news: 'suggestions'; readonly suggestions: readonly Suggestion[]; readonly rows: number };
