import { type LabelledRows, tolerance } from './labelled-rows.ts';
import { roundKeepingSum } from './round-keeping-sum.ts';
import { classThresholds, countLabels } from './thresholds.ts';

/**
 * Which class a row counts as when several pass their threshold: the most probable of those (`passing`, the paper's rule), or
 * the most probable of all, passing or not (`overall`, as the library cleanlab does).
 */
export type Collision = 'passing' | 'overall';

/** Marks a row that is confidently of no class. */
export const unsure = -1;

/** The class that each row confidently is of, `unsure` where no probability reaches its threshold. */
export const confidentGuesses = (rows: LabelledRows, collision: Collision = 'passing'): Int32Array => {
  const { classes, given, probabilities } = rows;
  const thresholds = classThresholds(rows);
  const guesses = new Int32Array(given.length).fill(unsure);
  for (let row = 0; row < given.length; row++) {
    const at = row * classes;
    let passing = 0;
    let among = unsure;
    let overall = 0;
    for (let code = 0; code < classes; code++) {
      const value = probabilities[at + code] as number;
      if (value > (probabilities[at + overall] as number)) overall = code;
      if (value < (thresholds[code] as number) - tolerance) continue;
      passing++;
      if (among === unsure || value > (probabilities[at + among] as number)) among = code;
    }
    guesses[row] = passing > 1 && collision === 'overall' ? overall : among;
  }
  return guesses;
};

/**
 * Rows by given class and guessed true class, given × guess, row-major; each diagonal entry is 1 at least.
 *
 * Northcutt et al. (2021), equation 1.
 */
export const confidentJoint = ({ classes, given }: LabelledRows, guesses: Int32Array): Float64Array => {
  const joint = new Float64Array(classes * classes);
  for (let row = 0; row < given.length; row++) {
    const guess = guesses[row] as number;
    if (guess === unsure) continue;
    const cell = (given[row] as number) * classes + guess;
    joint[cell] = (joint[cell] as number) + 1;
  }
  for (let code = 0; code < classes; code++)
    joint[code * classes + code] = Math.max(1, joint[code * classes + code] as number);
  return joint;
};

/**
 * The joint with its rows scaled to how many rows were given each class, as whole numbers: unsure rows are shared out as the
 * sure ones of their class are.
 */
export const calibratedJoint = (joint: Float64Array, rows: Pick<LabelledRows, 'classes' | 'given'>): Float64Array => {
  const { classes, given } = rows;
  const counts = countLabels(rows);
  const scaled = new Float64Array(joint.length);
  for (let own = 0; own < classes; own++) {
    const line = joint.subarray(own * classes, (own + 1) * classes);
    const sum = line.reduce((total, count) => total + count, 0);
    scaled.set(
      line.map((count) => (count / sum) * (counts[own] as number)),
      own * classes,
    );
  }
  const total = scaled.reduce((sum, count) => sum + count, 0);
  for (let own = 0; own < classes; own++) {
    const line = scaled.subarray(own * classes, (own + 1) * classes);
    scaled.set(roundKeepingSum(line.map((count) => (total === 0 ? 0 : (count / total) * given.length))), own * classes);
  }
  return scaled;
};
