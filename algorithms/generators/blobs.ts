import { createRandom } from '../random/random.ts';
import { asTarget, feature, type Generator, level } from './generated.ts';

const centres = [
  { name: 'a', x: -3, y: 0, z: 1 },
  { name: 'b', x: 3, y: 1, z: -1 },
  { name: 'c', x: 0, y: 4, z: 2 },
] as const;

/** Three round clouds in three dimensions, deviation 1.5 at noise 1; `imbalance` is the share of the last. */
export const blobs: Generator = ({ rows, seed, noise, imbalance = 1 / 3 }) => {
  const random = createRandom(seed);
  const x = new Float64Array(rows);
  const y = new Float64Array(rows);
  const z = new Float64Array(rows);
  const names: string[] = [];
  for (let row = 0; row < rows; row++) {
    const rare = random.next() < imbalance;
    const centre = centres[rare ? 2 : random.below(2)] ?? centres[0];
    x[row] = centre.x + 1.5 * noise * random.normal();
    y[row] = centre.y + 1.5 * noise * random.normal();
    z[row] = centre.z + 1.5 * noise * random.normal();
    names.push(centre.name);
  }
  return [feature('x', x), feature('y', y), feature('z', z), asTarget(level('blob', names))];
};
