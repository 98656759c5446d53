import { applyPreparation } from '../../algorithms/prepare/apply-preparation.ts';
import { fitPreparation } from '../../algorithms/prepare/fit-preparation.ts';
import type { Matrix } from '../../contract/matrix.ts';
import type { Needs } from '../../contract/node.ts';
import type { Preparation } from '../../contract/values.ts';
import { sharedFloats } from './shared-array.ts';

export interface Prepared {
  readonly preparation: Preparation;
  readonly training: Matrix;
  readonly others: readonly Matrix[];
}

/** Learns the preparation from the training matrix alone and applies it to that and to the others. */
export const prepare = (training: Matrix, others: readonly Matrix[], needs: Needs): Prepared => {
  const preparation = fitPreparation(training, needs);
  return {
    preparation,
    training: applyPreparation(preparation, training, sharedFloats),
    others: others.map((matrix) => applyPreparation(preparation, matrix, sharedFloats)),
  };
};
