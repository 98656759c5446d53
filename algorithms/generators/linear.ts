import { createRandom } from '../random/random.ts';
import { asTarget, feature, type Generator } from './generated.ts';

const weights = [3, -2, 1, 0.5, 0] as const;

/** `y = 3 x1 − 2 x2 + x3 + 0.5 x4 + 10` plus normal noise of deviation 1; `x5` means nothing. */
export const linear: Generator = ({ rows, seed, noise }) => {
  const random = createRandom(seed);
  const features = weights.map(() => new Float64Array(rows));
  const y = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 10;
    weights.forEach((weight, index) => {
      const value = random.normal();
      features[index]?.fill(value, row, row + 1);
      sum += weight * value;
    });
    y[row] = sum + noise * random.normal();
  }
  return [...features.map((values, index) => feature(`x${index + 1}`, values)), asTarget(feature('y', y))];
};
