import { z } from 'zod';
import { fitBaseline, portableBaseline, predictBaseline } from '../../../algorithms/baseline/baseline.ts';
import { defineLearner } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';

export default defineLearner({
  title: 'Baseline',
  description: 'Predicts without looking at any feature; what every other model has to beat',
  keywords: ['dummy', 'majority', 'most frequent', 'mean', 'median', 'DummyClassifier', 'naive'],
  icon: 'minus',
  telling: ['strategy'],
  version: 1,
  tasks: ['classification', 'regression'],
  params: z.object({
    strategy: param(z.enum(['auto', 'most-frequent', 'stratified', 'mean', 'median']).default('auto'), {
      title: 'Strategy',
      description:
        'Classes: always the most frequent one, or drawn by their shares. Numbers: the mean or the median. Auto takes the first of each.',
    }),
  }),
  needs: () => ({ missing: 'native', categories: 'codes', scale: false }),
  fit: (data, { strategy }, { seed }) => fitBaseline(data, strategy, seed),
  predict: predictBaseline,
  portable: portableBaseline,
  memory: (rows) => rows * 8,
});
