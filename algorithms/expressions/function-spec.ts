import type { Kind, Typed, ValueType } from './typed.ts';

/** A function of the language. Only these exist; whatever else is called is refused. */
export interface FunctionSpec {
  /** `round(x, digits)`, as it is shown where it is called wrongly. */
  readonly usage: string;
  /** What each argument has to be; `any` is settled by the function itself. */
  readonly takes: readonly (Kind | 'any')[];
  /** How many must be given; all where absent. */
  readonly needed?: number;
  /** The last kind may come any number of times. */
  readonly more?: boolean;
  /** How often the SQL repeats its arguments; once where absent. */
  readonly repeats?: number;
  readonly gives: (args: readonly Typed[]) => { readonly type: ValueType; readonly sql: string };
}

export type Functions = Readonly<Record<string, FunctionSpec>>;
