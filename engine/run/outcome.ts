import type { FailureData } from '../../contract/problem.ts';
import type { ValueSummary } from '../../contract/run-event.ts';
import type { Value } from '../../contract/values.ts';

/** How a step ended, as those behind it need to know. */
export type Outcome =
  | {
      readonly ended: 'done';
      readonly reused: boolean;
      readonly outputs: Readonly<Record<string, Value>>;
      readonly summaries: Readonly<Record<string, ValueSummary>>;
    }
  | { readonly ended: 'failed'; readonly failure: FailureData }
  /** `because`: the node whose failure, or bypassing, keeps it from running. */
  | { readonly ended: 'skipped'; readonly because: string }
  | { readonly ended: 'cancelled' };
