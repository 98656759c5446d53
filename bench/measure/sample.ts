import type { HiggsFiles } from './higgs-like.ts';

/** What one side measured of one run. */
export interface Sample {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Largest resident memory of the process so far. */
  readonly peakMegabytes: number;
  /** What came out, to be held against the other side's. */
  readonly check: Readonly<Record<string, number>>;
}

/** What a side is asked, a line each. */
export interface Ask {
  readonly task: string;
}

export interface DataAsk extends Ask {
  readonly numeric: string;
  readonly messy: string;
}

export interface LearnersAsk extends Ask {
  readonly train: HiggsFiles;
  readonly test: HiggsFiles;
  readonly csv: string;
}
