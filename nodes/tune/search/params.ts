import { z } from 'zod';
import { searchMethods } from '../../../algorithms/search/proposer.ts';
import { param } from '../../../contract/params.ts';
import { metricChoices } from '../metric.ts';

const dimensionEdit = z.object({
  fixed: z.boolean().optional(),
  low: z.number().optional(),
  high: z.number().optional(),
  log: z.boolean().optional(),
  choices: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type DimensionEdit = z.infer<typeof dimensionEdit>;

export const searchParams = z.object({
  method: param(z.enum(searchMethods).default('random'), {
    title: 'Method',
    description:
      'Random draws each setting from its range; grid goes through evenly spaced values; tpe learns from the trials so far where good ones lie; halving gives few rows to many settings and more to the best of them.',
  }),
  trials: param(z.int().min(1).max(10_000).default(50), {
    title: 'Trials',
    description: 'Most settings to try, all learners together; each learner is first tried as it is wired.',
  }),
  metric: param(z.enum(metricChoices).default('auto'), {
    title: 'Metric',
    description: 'What the best trial is best at. Auto: ROC-AUC for two classes, macro F1 for more, RMSE for values.',
  }),
  folds: param(z.int().min(2).max(50).default(5), {
    title: 'Folds',
    description: 'Folds drawn from the training rows, where the split has none of its own.',
  }),
  space: param(z.record(z.string(), z.record(z.string(), dimensionEdit)).default({}), {
    title: 'Search space',
    description: 'What each wired learner is searched over: its own ranges, unless others are set here.',
    widget: 'search-space',
  }),
  patience: param(z.int().min(0).max(10_000).default(20), {
    title: 'Patience',
    description: 'Trials without a better score after which the search ends; 0 for never. Halving ends by itself.',
    unit: 'trials',
    advanced: true,
  }),
  timeLimit: param(z.number().min(0).max(1e7).default(0), {
    title: 'Time limit',
    description: 'No trial is started after this long; 0 for no limit. How many fit in depends on the machine.',
    unit: 's',
    advanced: true,
  }),
});
export type SearchSettings = z.infer<typeof searchParams>;
