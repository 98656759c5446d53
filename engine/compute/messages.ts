import type { LogLevel } from '../../contract/context.ts';
import type { FailureData } from '../../contract/problem.ts';
import type { Finding } from '../../contract/report.ts';
import type { TensorsPlan } from '../tensors/tensors-plan.ts';
import type { ComputeJob } from './compute-job.ts';

/** What a job says while it runs. */
export type JobEvent =
  | { readonly event: 'progress'; readonly fraction: number | undefined; readonly text: string | undefined }
  | { readonly event: 'metric'; readonly series: string; readonly step: number; readonly value: number }
  | { readonly event: 'log'; readonly level: LogLevel; readonly text: string }
  | { readonly event: 'finding'; readonly finding: Finding };

/** To a worker. It has one job at a time. */
export interface JobMessage {
  readonly job: ComputeJob;
  readonly plan: TensorsPlan;
  /** Threads of the same program that may help; none where absent. */
  readonly helpers?: { readonly program: string; readonly count: number };
}

/** From a worker. */
export type JobReply =
  | { readonly reply: 'events'; readonly events: readonly JobEvent[] }
  | { readonly reply: 'done'; readonly result: unknown }
  | { readonly reply: 'failed'; readonly failure: FailureData };
