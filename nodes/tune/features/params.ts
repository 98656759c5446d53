import { z } from 'zod';
import { featureMethods } from '../../../algorithms/search/feature-proposer.ts';
import { param } from '../../../contract/params.ts';
import { metricChoices } from '../metric.ts';

export const featureParams = z.object({
  method: param(z.enum(featureMethods).default('forward'), {
    title: 'Method',
    description:
      'Forward begins with none and adds what helps most; backward takes away what is missed least; recursive takes away what the fit used least, and is by far the fastest.',
  }),
  metric: param(z.enum(metricChoices).default('auto'), {
    title: 'Metric',
    description: 'What the best set is best at. Auto: ROC-AUC for two classes, macro F1 for more, RMSE for values.',
  }),
  prefer: param(z.enum(['best', 'fewest']).default('best'), {
    title: 'Prefer',
    description: 'The best score, or the fewest features within one standard error of it.',
  }),
  most: param(z.int().min(0).max(100_000).default(0), {
    title: 'Most features',
    description: 'Forward does not add more; 0 for no limit.',
    when: { method: ['forward'] },
  }),
  folds: param(z.int().min(2).max(50).default(5), {
    title: 'Folds',
    description: 'Folds drawn from the training rows, where the split has none of its own.',
  }),
  patience: param(z.int().min(0).max(10_000).default(3), {
    title: 'Patience',
    description: 'Steps without a better set after which it ends; 0 for never.',
    unit: 'steps',
    advanced: true,
  }),
  timeLimit: param(z.number().min(0).max(1e7).default(0), {
    title: 'Time limit',
    description: 'No set is tried after this long; 0 for no limit. How many fit in depends on the machine.',
    unit: 's',
    advanced: true,
  }),
});
export type FeatureSettings = z.infer<typeof featureParams>;
