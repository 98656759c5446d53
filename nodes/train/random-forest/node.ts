import { z } from 'zod';
import { forestMemory } from '../../../algorithms/trees/forest-memory.ts';
import { helpForest } from '../../../algorithms/trees/help-trees.ts';
import {
  columnShares,
  fitRandomForest,
  portableRandomForest,
  predictRandomForest,
} from '../../../algorithms/trees/random-forest.ts';
import { defineLearner } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';

export default defineLearner({
  title: 'Random forest',
  description: 'Many trees on random rows and columns that vote; strong without tuning',
  keywords: ['trees', 'ensemble', 'bagging', 'RandomForestClassifier', 'RandomForestRegressor'],
  icon: 'trees',
  telling: ['trees', 'maxDepth'],
  version: 1,
  tasks: ['classification', 'regression'],
  params: z.object({
    trees: param(z.int().min(1).max(10_000).default(200), {
      title: 'Trees',
      description: 'How many trees vote. More are never worse, only slower.',
      search: { low: 50, high: 600 },
    }),
    maxFeatures: param(z.enum(columnShares).default('auto'), {
      title: 'Columns a split',
      description:
        'How many columns each split may choose from. Auto: the square root for classes, a third for numbers.',
    }),
    minLeaf: param(z.int().min(1).max(1_000_000).default(1), {
      title: 'Smallest leaf',
      description: 'Fewest rows at the end of a branch. Larger is smoother.',
      search: { low: 1, high: 20 },
    }),
    maxDepth: param(z.int().min(1).max(1000).nullable().default(null), {
      title: 'Largest depth',
      description: 'Most splits from the root to a leaf. Empty: until the leaves are pure.',
    }),
    bootstrap: param(z.boolean().default(true), {
      title: 'Bootstrap',
      description: 'Each tree sees rows drawn with replacement; those left out give the out-of-bag score.',
      advanced: true,
    }),
  }),
  needs: () => ({ missing: 'native', categories: 'codes', scale: false }),
  fit: fitRandomForest,
  predict: predictRandomForest,
  portable: portableRandomForest,
  help: helpForest,
  importance: ({ arrays }) => arrays['importance'] as Float64Array | undefined,
  memory: forestMemory,
});
