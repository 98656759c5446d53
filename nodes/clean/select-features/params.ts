import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const scoreNames = ['mutual-information', 'anova', 'chi2', 'permutation', 'l1'] as const;

export const selectFeaturesParams = z.object({
  score: param(z.enum(scoreNames).default('mutual-information'), {
    title: 'Score',
    description:
      'What features are ranked by. Mutual information: what a feature tells of the target, in whatever way. Anova: how much means differ (F). Chi2: counts against classes. Permutation: how much a forest needs it. L1: weight in a sparse linear model.',
  }),
  keep: param(z.int().min(1).max(100_000).default(20), {
    title: 'Keep',
    description: 'How many features to keep, the best first.',
  }),
  variance: param(z.number().min(0).max(1e12).default(0), {
    title: 'Variance above',
    description: 'Numbers that vary no more than this are dropped; 0 drops those that are always the same.',
    advanced: true,
  }),
  correlation: param(z.number().min(0.01).max(1).default(0.95), {
    title: 'Correlation below',
    description:
      'Of two numbers that correlate this much or more, the one with the lower score is dropped; 1 keeps both.',
    widget: 'slider',
    advanced: true,
  }),
});

export type SelectFeaturesParams = z.infer<typeof selectFeaturesParams>;
