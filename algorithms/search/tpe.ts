import type { JsonObject } from '../../contract/json.ts';
import { createRandom, type Random } from '../random/random.ts';
import { coordinatesOf, type NamedDimension, pointAt } from './coordinates.ts';
import { inTurns } from './in-turns.ts';
import { type Coordinates, createParzen, type Parzen } from './parzen.ts';
import { createPointStream, type PointStream } from './point-stream.ts';
import type { Judged, Proposal, ProposalOptions, Proposer, Searched } from './proposer.ts';
import { dimensionsOf } from './search-point.ts';

/** Trials drawn evenly before the estimator is asked. */
const warmUp = 10;
/** A trial is proposed without the results of so many before it, so that as many may run at once. */
const ahead = 3;
const candidates = 24;
/** Share of the trials that count as good. */
const good = 0.15;

/**
 * Tree-structured Parzen estimator (Bergstra et al. 2011): after some random trials, those are proposed that are likely
 * among the good trials and unlikely among the others. Trials under way count as not good, so that no two go to one place.
 * Among several learners, one is drawn by how many of the best quarter of the trials are its own.
 */
export const createTpeProposer = (learners: readonly Searched[], options: ProposalOptions): Proposer => {
  const { trials, seed } = options;
  const stream = createPointStream(learners, { ...options, method: 'random' });
  const drawn = inTurns(stream, learners.length);
  const startup = Math.min(Math.max(warmUp, 3 * learners.length), Math.ceil(trials / 2));
  const random = createRandom(seed, learners.length + 1);
  const dimensions = learners.map(({ space }) => dimensionsOf(space));
  const searchable = [...dimensions.keys()].filter((learner) => dimensions[learner]?.length);
  const proposed: Proposal[] = [];
  const guided = (judged: readonly Judged[]): Proposal | undefined => {
    const pending = proposed.slice(judged.length);
    const learner = drawLearner(searchable, judged, random);
    const own = dimensions[learner] ?? [];
    if (own.length === 0) return undefined;
    const request = { dimensions: own, stream, learner, base: (learners[learner] as Searched).params };
    const params = suggest(request, { judged, pending }, random);
    return params && { learner, params, share: 1 };
  };
  return {
    planned: trials,
    needs: (at) => (at < startup ? 0 : Math.max(0, at - ahead)),
    propose: (judged) => {
      if (proposed.length >= trials) return undefined;
      const trial = (proposed.length < startup ? undefined : guided(judged)) ?? drawn();
      if (trial) proposed.push(trial);
      return trial;
    },
  };
};

const byGoodness = (trials: readonly Judged[]): readonly Judged[] =>
  trials
    .map((trial, index) => ({ trial, index }))
    .sort((a, b) => (a.trial.goodness === b.trial.goodness ? a.index - b.index : b.trial.goodness - a.trial.goodness))
    .map(({ trial }) => trial);

const drawLearner = (learners: readonly number[], judged: readonly Judged[], random: Random): number => {
  const best = byGoodness(judged).slice(0, Math.ceil(judged.length / 4));
  const weights = learners.map(
    (learner) => 1 / learners.length + best.filter((trial) => trial.learner === learner).length,
  );
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  const found = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return learners[Math.max(0, found)] ?? 0;
};

interface Suggestion {
  readonly dimensions: readonly NamedDimension[];
  readonly stream: PointStream;
  readonly learner: number;
  readonly base: JsonObject;
}

interface Known {
  readonly judged: readonly Judged[];
  readonly pending: readonly Proposal[];
}

/** The likeliest of some draws that was not there before. */
const suggest = (
  { dimensions, stream, learner, base }: Suggestion,
  { judged, pending }: Known,
  random: Random,
): JsonObject | undefined => {
  const own = byGoodness(judged.filter((trial) => trial.learner === learner));
  const count = Math.min(own.length, Math.max(2, Math.ceil(good * own.length)));
  const place = ({ params }: Proposal): Coordinates => coordinatesOf(dimensions, params);
  const kinds = dimensions.map(([, dimension]) => dimension);
  const liked = createParzen(kinds, own.slice(0, count).map(place));
  const others = [...thinned(own.slice(count)), ...pending.filter((trial) => trial.learner === learner)];
  const disliked = createParzen(kinds, others.map(place));
  for (const point of ranked(liked, disliked, random)) {
    const params = { ...base, ...pointAt(dimensions, point) };
    if (stream.claim(learner, params)) return params;
  }
  return undefined;
};

/** Each proposal looks at all of them; evenly spread ones do. */
const mostOthers = 400;

const thinned = (trials: readonly Judged[]): readonly Judged[] => {
  const stride = Math.ceil(trials.length / mostOthers);
  return trials.filter((_, index) => index % stride === 0);
};

const ranked = (liked: Parzen, disliked: Parzen, random: Random): readonly Coordinates[] =>
  Array.from({ length: candidates }, () => liked.draw(random))
    .map((point, index) => ({ point, index, gain: liked.at(point) - disliked.at(point) }))
    .sort((a, b) => b.gain - a.gain || a.index - b.index)
    .map(({ point }) => point);
