import type { Matrix } from '../../contract/matrix.ts';
import type { ComputeJob } from './compute-job.ts';

const matricesOf = (job: ComputeJob): readonly Matrix[] => {
  if (job.kind === 'work') return [];
  return job.kind === 'fit' ? [job.data.x, ...job.predict] : [job.x];
};

/** Bytes of a job's matrices that stand on memory shared with the engine. */
export const sharedBytes = (job: ComputeJob): number =>
  matricesOf(job).reduce((sum, { data }) => sum + (data.buffer instanceof SharedArrayBuffer ? data.byteLength : 0), 0);
