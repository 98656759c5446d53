import { createRandom } from '../random/random.ts';
import { asTarget, feature, type Generator, level } from './generated.ts';

/** Two interleaving half circles, as scikit-learn's `make_moons`; deviation 0.2 at noise 1. */
export const moons: Generator = ({ rows, seed, noise, imbalance = 0.5 }) => {
  const random = createRandom(seed);
  const x = new Float64Array(rows);
  const y = new Float64Array(rows);
  const moon: string[] = [];
  for (let row = 0; row < rows; row++) {
    const lower = random.next() < imbalance;
    const angle = Math.PI * random.next();
    x[row] = (lower ? 1 - Math.cos(angle) : Math.cos(angle)) + 0.2 * noise * random.normal();
    y[row] = (lower ? 0.5 - Math.sin(angle) : Math.sin(angle)) + 0.2 * noise * random.normal();
    moon.push(lower ? 'lower' : 'upper');
  }
  return [feature('x', x), feature('y', y), asTarget(level('moon', moon))];
};
