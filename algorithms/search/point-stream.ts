import { canonicalJson } from '../../contract/canonical.ts';
import type { JsonObject } from '../../contract/json.ts';
import { createRandom } from '../random/random.ts';
import { gridPoints } from './grid.ts';
import type { ProposalOptions, Searched } from './proposer.ts';
import { randomPoint, type SearchPoint } from './search-point.ts';

/** Draws that may miss in a row before a space counts as used up. */
const patience = 200;

/** Settings of several learners, none of them twice. */
export interface PointStream {
  /** The next settings for a learner: as wired first, then by the method. Undefined where its space is used up. */
  next(learner: number): JsonObject | undefined;
  /** Claims settings that came from elsewhere; false where they were there before. */
  claim(learner: number, params: JsonObject): boolean;
}

export const createPointStream = (
  learners: readonly Searched[],
  options: Omit<ProposalOptions, 'rows'>,
): PointStream => {
  const share = Math.ceil(options.trials / Math.max(1, learners.length));
  const streams = learners.map((learner, index) => points(learner, { ...options, trials: share }, index));
  const seen = new Set<string>();
  const claim = (learner: number, params: JsonObject): boolean => {
    const key = `${learner} ${canonicalJson(params)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  const next = (learner: number): JsonObject | undefined => {
    for (let misses = 0; misses < patience; misses++) {
      const { value, done } = streams[learner]?.next() ?? { value: undefined, done: true };
      if (done || !value) return undefined;
      if (claim(learner, value)) return value;
    }
    return undefined;
  };
  return { next, claim };
};

function* points(
  { params, space }: Searched,
  { method, trials, seed }: Omit<ProposalOptions, 'rows'>,
  stream: number,
): Generator<JsonObject> {
  yield params;
  const merged = (point: SearchPoint): JsonObject => ({ ...params, ...point });
  if (method === 'grid') {
    for (const point of gridPoints(space, trials)) yield merged(point);
    return;
  }
  if (Object.keys(space).length === 0) return;
  const random = createRandom(seed, stream);
  for (;;) yield merged(randomPoint(space, random));
}
