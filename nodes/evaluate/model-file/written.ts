import type { StepContext } from '../../../contract/context.ts';
import type { Finding } from '../../../contract/report.ts';
import type { Model } from '../../../contract/values.ts';

export interface Writing {
  readonly model: Model;
  /** As it is known to people. */
  readonly path: string;
  readonly ctx: StepContext;
}

/** What is told of a file once it stands. */
export interface Written {
  /** “Answers that were compared”, and the like. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly findings: readonly Finding[];
}

/** Writes a model to a temporary path, having verified it. @throws file.export-differs */
export type WriteModel = (temporary: string, writing: Writing) => Promise<Written>;
