import { createRandom } from '../random/random.ts';
import { firstDayOf, instants, secondsOfDay } from './calendar.ts';
import { asTarget, feature, type Generator, level, rounded } from './generated.ts';

/** The share of the rows after which the concept is another. */
export const driftingStreamChange = 0.6;

const weightsBefore = [1.2, -0.8, 0.5] as const;
const weightsAfter = [-0.9, -0.8, 1.4] as const;
const sites = ['north', 'south', 'west'] as const;

/**
 * Machine readings a minute apart in the order of time, and whether the machine stopped within the hour. From row
 * `floor(0.6 × rows)` on, temperature and vibration mean something else, so a model of the rows before is wrong there; the
 * temperature itself creeps up by two deviations from there on. `imbalance` is the share of stops before the change.
 */
export const driftingStream: Generator = ({ rows, seed, noise, imbalance = 0.3 }) => {
  const random = createRandom(seed);
  const change = Math.floor(rows * driftingStreamChange);
  const start = firstDayOf(2025) * secondsOfDay;
  const readings = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)] as const;
  const stopped: string[] = [];
  const site: string[] = [];
  // The share is that of a logistic curve at the intercept, near enough for weights of this size.
  const intercept = Math.log(imbalance / (1 - imbalance)) * 1.4;
  for (let row = 0; row < rows; row++) {
    const weights = row < change ? weightsBefore : weightsAfter;
    const crept = row < change ? 0 : (2 * (row - change)) / Math.max(1, rows - change);
    const drawn = weights.map(() => random.normal());
    const lean = weights.reduce((sum, weight, i) => sum + 2 * weight * (drawn[i] ?? 0), intercept);
    stopped.push(lean + noise * random.normal() > 0 ? 'yes' : 'no');
    readings[0][row] = rounded(60 + 8 * ((drawn[0] ?? 0) + crept), 1);
    readings[1][row] = rounded(3 + 0.5 * (drawn[1] ?? 0), 2);
    readings[2][row] = rounded(120 + 15 * (drawn[2] ?? 0), 1);
    site.push(sites[random.below(sites.length)] ?? 'north');
  }
  return [
    instants(
      'at',
      Array.from({ length: rows }, (_, row) => start + 60 * row),
    ),
    feature('temperature', readings[0]),
    feature('vibration', readings[1]),
    feature('load', readings[2]),
    level('site', site),
    asTarget(level('stopped', stopped)),
  ];
};
