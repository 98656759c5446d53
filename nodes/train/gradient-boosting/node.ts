import { z } from 'zod';
import { boostingMemory } from '../../../algorithms/trees/boosting-memory.ts';
import {
  fitGradientBoosting,
  portableGradientBoosting,
  predictGradientBoosting,
} from '../../../algorithms/trees/gradient-boosting.ts';
import { helpBoosting } from '../../../algorithms/trees/help-trees.ts';
import { numberLosses } from '../../../algorithms/trees/losses.ts';
import { defineLearner } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';

export default defineLearner({
  title: 'Gradient boosting',
  description: 'Tree after tree, each correcting those before it; mostly the best on tables',
  keywords: ['GBM', 'GBDT', 'XGBoost', 'LightGBM', 'CatBoost', 'HistGradientBoosting', 'trees', 'ensemble'],
  icon: 'trending-up',
  telling: ['rounds', 'learningRate'],
  version: 1,
  tasks: ['classification', 'regression'],
  params: z.object({
    rounds: param(z.int().min(1).max(100_000).default(300), {
      title: 'Rounds',
      description: 'Most trees one after the other; with validation rows training stops when more do not help.',
      search: { low: 50, high: 1500 },
    }),
    learningRate: param(z.number().min(1e-4).max(1).default(0.1), {
      title: 'Learning rate',
      description: 'How much of each correction is taken. Smaller needs more rounds and is often a little better.',
      log: true,
      search: { low: 0.01, high: 0.3, log: true },
    }),
    maxLeaves: param(z.int().min(2).max(10_000).default(31), {
      title: 'Most leaves',
      description: 'Leaves a tree, grown best first. More can tell apart more, and learn noise sooner.',
      search: { low: 7, high: 127, log: true },
    }),
    maxDepth: param(z.int().min(1).max(1000).nullable().default(null), {
      title: 'Largest depth',
      description: 'Most splits from the root to a leaf. Empty: only the number of leaves counts.',
    }),
    minLeaf: param(z.int().min(1).max(1_000_000).default(20), {
      title: 'Smallest leaf',
      description: 'Fewest rows at the end of a branch. Larger is smoother.',
      unit: 'rows',
      search: { low: 5, high: 100, log: true },
    }),
    l2: param(z.number().min(0).max(1e6).default(0), {
      title: 'L2 penalty',
      description: 'Draws the values of leaves towards zero, most where rows are few.',
      advanced: true,
      search: { low: 0, high: 10 },
    }),
    subsample: param(z.number().min(0.01).max(1).default(1), {
      title: 'Share of rows',
      description: 'Share of the training rows that each tree sees, drawn anew.',
      widget: 'slider',
      advanced: true,
      search: { low: 0.5, high: 1 },
    }),
    columnSample: param(z.number().min(0.01).max(1).default(1), {
      title: 'Share of columns',
      description: 'Share of the columns that each tree may split by, drawn anew.',
      widget: 'slider',
      advanced: true,
      search: { low: 0.3, high: 1 },
    }),
    earlyStop: param(z.int().min(1).max(100_000).default(30), {
      title: 'Early stop',
      description:
        'Rounds without a better loss on the validation rows after which training ends. The best round is kept.',
      unit: 'rounds',
    }),
    loss: param(z.enum(numberLosses).default('squared'), {
      title: 'Loss',
      description:
        'What counts as wrong when numbers are predicted: squared for means, absolute for medians, quantile, Poisson for counts. Classes always have the log loss.',
    }),
    quantile: param(z.number().min(0.001).max(0.999).default(0.5), {
      title: 'Quantile',
      description: 'Share of the rows that should lie below the prediction.',
      when: { loss: ['quantile'] },
    }),
  }),
  needs: () => ({ missing: 'native', categories: 'codes', scale: false }),
  fit: fitGradientBoosting,
  predict: predictGradientBoosting,
  portable: portableGradientBoosting,
  help: helpBoosting,
  importance: ({ arrays }) => arrays['importance'] as Float64Array | undefined,
  memory: boostingMemory,
});
