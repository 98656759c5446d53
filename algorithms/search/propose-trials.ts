import { canonicalJson } from '../../contract/canonical.ts';
import type { JsonObject } from '../../contract/json.ts';
import { createRandom } from '../random/random.ts';
import { gridPoints } from './grid.ts';
import { randomPoint, type SearchPoint, type SearchSpace } from './search-point.ts';

/** A learner as it was wired, and what of it may be varied. */
export interface Searched {
  readonly params: JsonObject;
  readonly space: SearchSpace;
}

export interface Proposal {
  /** Which of the learners. */
  readonly learner: number;
  readonly params: JsonObject;
}

export interface ProposalOptions {
  readonly method: 'random' | 'grid';
  readonly trials: number;
  readonly seed: number;
}

/** Draws that may miss in a row before a space counts as used up. */
const patience = 200;

/**
 * All trials of a search in order, no two alike. Each learner is tried as it was wired first; then the learners take
 * turns. Knowing all trials beforehand is what makes a search the same for any number of workers, and resumable.
 */
export const proposeTrials = (learners: readonly Searched[], options: ProposalOptions): readonly Proposal[] => {
  const share = Math.ceil(options.trials / Math.max(1, learners.length));
  const streams = learners.map((learner, index) => points(learner, { ...options, trials: share }, index));
  const seen = new Set<string>();
  const proposals: Proposal[] = [];
  let open = true;
  while (open && proposals.length < options.trials) {
    open = false;
    for (const [learner, stream] of streams.entries()) {
      const params = nextUnseen(stream, seen, learner);
      if (!params || proposals.length >= options.trials) continue;
      proposals.push({ learner, params });
      open = true;
    }
  }
  return proposals;
};

function* points({ params, space }: Searched, options: ProposalOptions, stream: number): Generator<JsonObject> {
  yield params;
  const merged = (point: SearchPoint): JsonObject => ({ ...params, ...point });
  if (options.method === 'grid') {
    for (const point of gridPoints(space, options.trials)) yield merged(point);
    return;
  }
  if (Object.keys(space).length === 0) return;
  const random = createRandom(options.seed, stream);
  for (;;) yield merged(randomPoint(space, random));
}

const nextUnseen = (stream: Generator<JsonObject>, seen: Set<string>, learner: number): JsonObject | undefined => {
  for (let misses = 0; misses < patience; misses++) {
    const { value, done } = stream.next();
    if (done || !value) return undefined;
    const key = `${learner} ${canonicalJson(value)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    return value;
  }
  return undefined;
};
