import type { FlowEdit } from './flow-edit.ts';
import { type ProblemCode, problemTexts } from './problem-texts.ts';
import type { Severity } from './report.ts';

export type { ProblemCode } from './problem-texts.ts';

/** An undoable edit of the flow that would make a problem go away. */
export interface Fix {
  readonly label: string;
  readonly edits: readonly FlowEdit[];
}

/** Where in the flow something is wrong. */
export interface Place {
  readonly node?: string;
  readonly port?: string;
  readonly param?: string;
  readonly column?: string;
}

/** What is wrong with a flow before it runs. Problems of severity `error` keep the node, and what is behind it, from running. */
export interface Problem extends Place {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  readonly fix?: Fix;
  /** Hosts outside, and secrets with the host they go to, that the user would have to allow. */
  readonly access?: readonly string[];
}

export interface ProblemDetails extends Place {
  /** Fill the `{name}` places of the text. */
  readonly values?: Readonly<Record<string, string | number>>;
  readonly fix?: Fix;
  /** Overrides the code's own severity. */
  readonly severity?: Severity;
}

const fill = (text: string, values: Readonly<Record<string, string | number | undefined>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`));

/** Makes a problem from its code; text, severity and next step come from `problem-texts.ts`. */
export const problem = (code: ProblemCode, details: ProblemDetails = {}): Problem => {
  const { values, fix, severity, ...place } = details;
  const text = problemTexts[code];
  const named = { ...place, ...values };
  return {
    code,
    severity: severity ?? text.severity,
    message: fill(text.message, named),
    hint: fill(text.hint, named),
    ...place,
    ...(fix ? { fix } : {}),
  };
};

/** What crosses a link when something failed. */
export interface FailureData {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
  readonly where?: Place;
  /** Only for `internal.*`. */
  readonly stack?: string;
}

/** Thrown for everything that goes wrong while something runs. */
export class Failure extends Error {
  readonly code: ProblemCode;
  readonly hint: string;
  readonly where: Place;

  constructor(data: FailureData) {
    super(data.message);
    this.name = 'Failure';
    this.code = data.code;
    this.hint = data.hint;
    this.where = data.where ?? {};
    if (data.stack) this.stack = data.stack;
  }
}

/** `throw fail('data.column-missing', { column: 'age' })`. */
export const fail = (code: ProblemCode, details: Omit<ProblemDetails, 'fix' | 'severity'> = {}): Failure => {
  const { message, hint } = problem(code, details);
  const { values: _, ...where } = details;
  return new Failure({ code, message, hint, where });
};

/** Any thrown thing as data. What is not a Failure becomes `internal.error` and keeps its stack. */
export const toFailureData = (thrown: unknown): FailureData => {
  if (thrown instanceof Failure)
    return { code: thrown.code, message: thrown.message, hint: thrown.hint, where: thrown.where };
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const data = fail('internal.error', { values: { message: error.message } });
  return { code: data.code, message: data.message, hint: data.hint, ...(error.stack ? { stack: error.stack } : {}) };
};
