import { z } from 'zod';
import { fitDecisionTree, portableDecisionTree, predictDecisionTree } from '../../../algorithms/trees/decision-tree.ts';
import { treeMemory } from '../../../algorithms/trees/forest-memory.ts';
import { defineLearner } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { describeTree } from './describe-tree.ts';

export default defineLearner({
  title: 'Decision tree',
  description: 'One tree of questions that anybody can follow; a first look, seldom the best score',
  keywords: ['CART', 'rules', 'DecisionTreeClassifier', 'DecisionTreeRegressor'],
  icon: 'network',
  telling: ['maxDepth', 'minLeaf'],
  version: 1,
  tasks: ['classification', 'regression'],
  params: z.object({
    maxDepth: param(z.int().min(1).max(1000).default(8), {
      title: 'Largest depth',
      description: 'Most questions from the root to a leaf. Deeper tells apart more, and learns noise sooner.',
      search: { low: 2, high: 20 },
    }),
    minLeaf: param(z.int().min(1).max(1_000_000).default(5), {
      title: 'Smallest leaf',
      description: 'Fewest rows at the end of a branch. Larger is smoother.',
      unit: 'rows',
      search: { low: 1, high: 50 },
    }),
  }),
  needs: () => ({ missing: 'native', categories: 'codes', scale: false }),
  fit: fitDecisionTree,
  predict: predictDecisionTree,
  portable: portableDecisionTree,
  importance: ({ arrays }) => arrays['importance'] as Float64Array | undefined,
  describe: describeTree,
  memory: treeMemory,
});
