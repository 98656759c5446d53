import type { FitContext } from '../../contract/context.ts';
import { type LabelledMatrix, type Matrix, matrixColumn, type TrainingData } from '../../contract/matrix.ts';
import { createRandom } from '../random/random.ts';
import { shuffle } from '../random/shuffle.ts';
import { fitRandomForest, predictRandomForest } from '../trees/random-forest.ts';

const repeats = 3;
const smallestProbability = 1e-3;

/** Mean loss of predictions: logarithmic for classes, squared for numbers. */
const lossOf = (values: Float64Array, { y }: LabelledMatrix, classes: number): number => {
  let sum = 0;
  for (let row = 0; row < y.length; row++) {
    const label = y[row] as number;
    sum +=
      classes > 0
        ? -Math.log(Math.max(smallestProbability, values[row * classes + label] as number))
        : (label - (values[row] as number)) ** 2;
  }
  return sum / y.length;
};

const withShuffled = (x: Matrix, column: number, stream: number, seed: number): Matrix => {
  const data = x.data.slice();
  const own = matrixColumn(x, column).slice();
  data.set(shuffle(own, createRandom(seed, stream)), column * x.rows);
  return { ...x, data };
};

/**
 * How much worse a random forest predicts held-out rows when a column is shuffled (Breiman 2001, §10): the mean increase of
 * its loss over three shuffles, never below 0. @yields the score of one column after the other, so that whoever asks may stop
 */
export function* permutationScores(
  training: TrainingData,
  held: LabelledMatrix,
  ctx: Pick<FitContext, 'seed' | 'signal'>,
): Generator<number, void> {
  const silent = { ...ctx, metric: () => undefined, progress: () => undefined };
  const options = { trees: 50, maxFeatures: 'auto', minLeaf: 2, maxDepth: 12, bootstrap: true } as const;
  const forest = fitRandomForest(training, options, silent);
  const classes = training.classes.length;
  const usual = lossOf(predictRandomForest(forest, held.x), held, classes);
  for (let column = 0; column < held.x.columns.length; column++) {
    let sum = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const shuffled = withShuffled(held.x, column, column * repeats + repeat, ctx.seed);
      sum += lossOf(predictRandomForest(forest, shuffled), held, classes) - usual;
    }
    yield Math.max(0, sum / repeats);
  }
}
