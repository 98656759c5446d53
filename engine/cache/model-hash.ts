import { createHash } from 'node:crypto';
import { canonicalJson } from '../../contract/canonical.ts';
import type { Model } from '../../contract/values.ts';

/** Hash of what a model does: everything but what it is called, how long it took, and what it is checked by. */
export const modelHash = (model: Model): string => {
  const { estimator, trainedOn, learner: given, name: _, golden: __, profile: ___, ...rest } = model;
  const { name: ____, ...learner } = given;
  const content = { ...rest, learner, rows: trainedOn.rows, json: estimator.json };
  const hash = createHash('sha256').update(canonicalJson(content));
  for (const [name, array] of Object.entries(estimator.arrays).sort(([a], [b]) => (a < b ? -1 : 1)))
    hash
      .update(`${name}:${array.constructor.name}:${array.length}`)
      .update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return hash.digest('hex');
};
