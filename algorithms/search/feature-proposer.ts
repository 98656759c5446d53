import type { Judged, Proposal, Proposer, Searched } from './proposer.ts';

export const featureMethods = ['forward', 'backward', 'recursive'] as const;
export type FeatureMethod = (typeof featureMethods)[number];

export interface FeatureOptions {
  readonly method: FeatureMethod;
  /** By learner: what to choose from, in the order of the table. */
  readonly candidates: readonly (readonly string[])[];
  /** Forward does not go beyond so many. */
  readonly most: number;
  /** Steps without a better set after which a learner's path ends; 0 for never. */
  readonly patience: number;
}

/** What a step settled on. */
interface Step {
  readonly features: readonly string[];
  readonly goodness: number;
}

/**
 * Sets of features to try, learner after learner; all of them first. Forward adds the one that helps most, backward takes away the
 * one that is missed least, recursive the ones that the fit used least. A step is proposed once the step before it is judged.
 */
export const createFeatureProposer = (learners: readonly Searched[], options: FeatureOptions): Proposer => {
  let asked = 0;
  let learner = -1;
  let first = 0;
  let sets: readonly (readonly string[])[] = [];
  let path: Step[] = [];
  const begin = (): void => {
    learner++;
    path = [];
    sets = learner < learners.length ? [options.candidates[learner] ?? []] : [];
  };
  const goOn = (judged: readonly Judged[]): void => {
    const own = judged.slice(first);
    const settled = best(own);
    if (settled) path.push({ features: featuresOf(settled), goodness: settled.goodness });
    sets = settled && !given(path, options) ? nextSets(settled, path, learner, options) : [];
    if (sets.length === 0) begin();
  };
  return {
    planned: plannedTrials(options),
    needs: (at) => (at < first + sets.length ? first : at),
    propose: (judged) => {
      if (learner < 0) begin();
      else if (asked >= first + sets.length) {
        goOn(judged);
        first = asked;
      }
      const features = sets[asked - first];
      if (!features) return undefined;
      asked++;
      return { learner, share: 1, params: { ...(learners[learner] as Searched).params, features: [...features] } };
    },
  };
};

export const featuresOf = ({ params }: Proposal): readonly string[] => (params['features'] ?? []) as readonly string[];

/** The first of the best; undefined where none has a score. */
const best = (trials: readonly Judged[]): Judged | undefined => {
  let found: Judged | undefined;
  for (const trial of trials)
    if (Number.isFinite(trial.goodness) && trial.goodness > (found?.goodness ?? Number.NEGATIVE_INFINITY))
      found = trial;
  return found;
};

/** Whether so many steps brought nothing; the set of all features, from which forward does not go on, aside. */
const given = (path: readonly Step[], { patience, method }: FeatureOptions): boolean => {
  const steps = method === 'forward' ? path.slice(1) : path;
  if (patience === 0) return false;
  const peak = steps.reduce((at, step, index) => (step.goodness > (steps[at]?.goodness ?? 0) ? index : at), 0);
  return steps.length - 1 - peak >= patience;
};

const nextSets = (
  settled: Judged,
  path: readonly Step[],
  learner: number,
  { method, candidates, most }: FeatureOptions,
): readonly (readonly string[])[] => {
  const all = candidates[learner] ?? [];
  const current = method === 'forward' && path.length === 1 ? [] : featuresOf(settled);
  if (method === 'forward') {
    if (current.length >= Math.min(most, all.length - 1)) return [];
    return all
      .filter((name) => !current.includes(name))
      .map((name) => all.filter((one) => one === name || current.includes(one)));
  }
  if (current.length <= 1) return [];
  if (method === 'backward') return current.map((name) => current.filter((one) => one !== name));
  return [leastUsedAway(current, settled.use ?? {})];
};

/** A tenth of the features, one at least, that the fit used least; of equals the later ones. */
const leastUsedAway = (current: readonly string[], use: Readonly<Record<string, number>>): readonly string[] => {
  const away = Math.max(1, Math.floor(current.length / 10));
  const order = current
    .map((name, index) => ({ name, index }))
    .sort((a, b) => (use[a.name] ?? 0) - (use[b.name] ?? 0) || b.index - a.index);
  const gone = new Set(order.slice(0, away).map(({ name }) => name));
  return current.filter((name) => !gone.has(name));
};

/** As many as there would be if no path ended early. */
const plannedTrials = ({ method, candidates, most }: FeatureOptions): number =>
  candidates.reduce((sum, { length }) => {
    if (method === 'recursive') return sum + recursiveSteps(length);
    const steps = method === 'forward' ? Math.min(most, length - 1) : length - 1;
    return sum + 1 + Array.from({ length: Math.max(0, steps) }, (_, step) => length - step).reduce((a, b) => a + b, 0);
  }, 0);

const recursiveSteps = (features: number): number => {
  let steps = 1;
  for (let left = features; left > 1; left -= Math.max(1, Math.floor(left / 10))) steps++;
  return steps;
};
