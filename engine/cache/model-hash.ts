import { canonicalJson } from '../../contract/canonical.ts';
import type { Model } from '../../contract/values.ts';
import { toBytes } from '../models/array-bytes.ts';
import { hashInPieces } from '../models/hash-in-pieces.ts';

/**
 * Hash of what a model does: everything but what it is called, how long it took, and what it is checked by.
 * @throws request.cancelled
 */
export const modelHash = (model: Model, signal: AbortSignal): Promise<string> => {
  const { estimator, trainedOn, learner: given, name: _, golden: __, profile: ___, ...rest } = model;
  const { name: ____, ...learner } = given;
  const content = { ...rest, learner, rows: trainedOn.rows, json: estimator.json };
  const arrays = Object.entries(estimator.arrays)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, array]) => [`${name}:${array.constructor.name}:${array.length}`, toBytes(array).bytes]);
  return hashInPieces([canonicalJson(content), ...arrays], signal);
};
