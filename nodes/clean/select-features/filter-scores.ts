import { anovaF, regressionF } from '../../../algorithms/feature-scores/anova.ts';
import { chiSquaredScore } from '../../../algorithms/feature-scores/chi-squared.ts';
import {
  binned,
  type Codes,
  levelled,
  mutualInformation,
} from '../../../algorithms/feature-scores/mutual-information.ts';
import type { ScoredColumn, ScoredData } from './scored-data.ts';

const codesOf = ({ values, levels }: ScoredColumn): Codes =>
  levels ? levelled(values, levels.length) : binned(values);

/** The best score of a category's levels, each as a column of 0 and 1; levels beyond the first hundred are not tried. */
const bestLevel = (
  { values, levels }: ScoredColumn,
  score: (indicator: Float64Array) => number | null,
): number | null => {
  let best: number | null = null;
  for (let level = 0; level < Math.min(100, levels?.length ?? 0); level++) {
    const own = score(values.map((code) => (code === level ? 1 : 0)));
    if (own !== null && (best === null || own > best)) best = own;
  }
  return best;
};

const anovaOf = (feature: ScoredColumn, { target, task }: ScoredData): number | null => {
  if (task === 'regression')
    return feature.levels
      ? anovaF(target.values, feature.values, feature.levels.length)
      : regressionF(feature.values, target.values);
  const score = (values: Float64Array) => anovaF(values, target.values, target.levels?.length ?? 0);
  return feature.levels ? bestLevel(feature, score) : score(feature.values);
};

const chi2Of = (feature: ScoredColumn, { target }: ScoredData): number | null => {
  const score = (values: Float64Array) => chiSquaredScore(values, target.values, target.levels?.length ?? 0);
  return feature.levels ? bestLevel(feature, score) : score(feature.values);
};

/** Scores that look at one feature at a time; null where a score is undefined. */
export const filterScorer = (
  score: 'mutual-information' | 'anova' | 'chi2',
  data: ScoredData,
): ((feature: ScoredColumn) => number | null) => {
  switch (score) {
    case 'mutual-information': {
      const target = codesOf(data.target);
      return (feature) => mutualInformation(codesOf(feature), target);
    }
    case 'anova':
      return (feature) => anovaOf(feature, data);
    case 'chi2':
      return (feature) => chi2Of(feature, data);
  }
};
