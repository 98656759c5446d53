import type { Reporting } from '../../contract/context.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Estimator, Matrix, TrainingData } from '../../contract/matrix.ts';

/** Fits a learner and, while it is at it, predicts some matrices with what came out. */
export interface FitJob {
  readonly kind: 'fit';
  /** Type id of the learner. */
  readonly type: string;
  readonly params: JsonObject;
  readonly data: TrainingData;
  readonly predict: readonly Matrix[];
  readonly seed: number;
  /** The learner uses TensorFlow.js. */
  readonly tensors: boolean;
}

export interface PredictJob {
  readonly kind: 'predict';
  readonly type: string;
  readonly estimator: Estimator;
  readonly x: Matrix;
  readonly seed: number;
  readonly tensors: boolean;
}

/** What a source asks for to be done beside everything else. */
export interface WorkJob {
  readonly kind: 'work';
  readonly type: string;
  readonly input: JsonObject;
  readonly seed: number;
  readonly tensors: false;
}

export type ComputeJob = FitJob | PredictJob | WorkJob;

export interface FitResult {
  readonly estimator: Estimator;
  /** One a matrix of `predict`, as `LearnerSpec.predict` gives them. */
  readonly predictions: readonly Float64Array[];
  readonly importance?: Float64Array;
  /** Wall-clock seconds of the fit alone. */
  readonly seconds: number;
}

export interface PredictResult {
  readonly values: Float64Array;
}

export interface JobOptions {
  readonly signal: AbortSignal;
  /** Where progress, metrics, log lines and findings of the job go. */
  readonly reporting: Reporting;
}

/** Worker threads that fit and predict. Matrices on shared memory are not copied. */
export interface ComputePool {
  /** How many jobs run side by side. */
  readonly size: number;
  /** Rejects with `request.cancelled` within 200 ms of an abort. A crashed worker fails its own job only. */
  fit(job: Omit<FitJob, 'kind'>, options: JobOptions): Promise<FitResult>;
  predict(job: Omit<PredictJob, 'kind'>, options: JobOptions): Promise<PredictResult>;
  /** In a worker of its own, so that it never waits for a fit to end. */
  work(job: Pick<WorkJob, 'type' | 'input'>, options: JobOptions): Promise<JsonObject>;
  close(): Promise<void>;
}
