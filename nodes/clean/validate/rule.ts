import type { ColumnType } from '../../../contract/column.ts';
import type { Severity } from '../../../contract/report.ts';

export type Comparator = '>=' | '<=' | '>' | '<' | '==' | '!=';

/** What is asked of each row. */
export type RowCheck =
  | { readonly check: 'not-null' | 'unique' }
  | { readonly check: 'compare'; readonly comparator: Comparator; readonly value: string }
  | { readonly check: 'between'; readonly low: string; readonly high: string }
  | { readonly check: 'in'; readonly values: readonly string[] }
  | { readonly check: 'matches'; readonly pattern: string }
  /** `of` is a date, or `newest`: the newest one of the column. */
  | { readonly check: 'within'; readonly seconds: number; readonly of: string };

/** A rule as its line says it. */
export type Rule = { readonly text: string; readonly severity: Severity } & (
  | { readonly about: 'rows'; readonly comparator: Comparator; readonly limit: number }
  | { readonly about: 'column'; readonly column: string; readonly type?: ColumnType }
  | { readonly about: 'cells'; readonly column: string; readonly check: RowCheck }
  /** The newest date lies at most so many seconds before the date that the settings name. */
  | { readonly about: 'fresh'; readonly column: string; readonly seconds: number }
  /** An expression over the columns of a row. */
  | { readonly about: 'expression'; readonly expression: string }
);

export type Parsed = { readonly rule: Rule } | { readonly reason: string };
