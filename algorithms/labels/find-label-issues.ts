import { argsort } from '../sort/argsort.ts';
import { unsure } from './confident-joint.ts';
import { normalisedMargin, selfConfidence } from './label-scores.ts';
import { type LabelledRows, likeliest } from './labelled-rows.ts';
import { countLabels } from './thresholds.ts';

/**
 * How rows are picked. `noise-rate`: for each pair of classes as many as the joint says, those with the largest margin.
 * `class`: for each class as many as the joint says, the least confident. `both`: picked by both. `joint`: those that the
 * confident joint counted off its diagonal. `disagreement`: another class is more probable. `low-self-confidence` and
 * `low-margin`: as many as `countLabelIssues`, those that score lowest.
 */
export const issueRules = [
  'both',
  'noise-rate',
  'class',
  'joint',
  'disagreement',
  'low-self-confidence',
  'low-margin',
] as const;
export type IssueRule = (typeof issueRules)[number];

export interface Evidence {
  readonly rows: LabelledRows;
  /** Of `confidentGuesses`. */
  readonly guesses: Int32Array;
  /** Of `calibratedJoint`. */
  readonly calibrated: Float64Array;
}

export interface IssueOptions {
  readonly rule: IssueRule;
  /** A class with no more rows than this is left alone. */
  readonly minRowsPerClass?: number;
  /** Share of what the joint counts that is taken. */
  readonly share?: number;
}

/** Rows off the diagonal of the uncalibrated joint to which another class is more probable than the given one. */
export const countLabelIssues = ({ rows, guesses }: Evidence): number => {
  let count = 0;
  for (let row = 0; row < guesses.length; row++) if (isOffDiagonal(rows, guesses, row) && disagrees(rows, row)) count++;
  return count;
};

/**
 * 1 for each row whose label is probably wrong. A row whose given class is the most probable is never among them, but by the
 * two rules that only count.
 *
 * Northcutt et al. (2021), section 3.2, and cleanlab's `find_label_issues`.
 */
export const findLabelIssues = (evidence: Evidence, options: IssueOptions): Uint8Array => {
  const { rows } = evidence;
  const { rule } = options;
  if (rule === 'low-self-confidence') return lowest(selfConfidence(rows), countLabelIssues(evidence));
  if (rule === 'low-margin') return lowest(normalisedMargin(rows), countLabelIssues(evidence));
  const picked = pick(evidence, rule, options);
  for (let row = 0; row < picked.length; row++) if (!disagrees(rows, row)) picked[row] = 0;
  return picked;
};

type PickingRule = Exclude<IssueRule, 'low-self-confidence' | 'low-margin'>;

const pick = (evidence: Evidence, rule: PickingRule, options: IssueOptions): Uint8Array => {
  const { rows, guesses } = evidence;
  switch (rule) {
    case 'noise-rate':
      return byNoiseRate(evidence, options);
    case 'class':
      return byClass(evidence, options);
    case 'both': {
      const other = byClass(evidence, options);
      return byNoiseRate(evidence, options).map((flag, row) => flag & (other[row] as number));
    }
    case 'joint':
      return Uint8Array.from({ length: guesses.length }, (_, row) => Number(isOffDiagonal(rows, guesses, row)));
    case 'disagreement':
      return new Uint8Array(guesses.length).fill(1);
  }
};

const disagrees = (rows: LabelledRows, row: number): boolean => likeliest(rows, row) !== rows.given[row];

const isOffDiagonal = ({ given }: LabelledRows, guesses: Int32Array, row: number): boolean =>
  guesses[row] !== unsure && guesses[row] !== given[row];

const lowest = (scores: Float64Array, count: number): Uint8Array => {
  const flags = new Uint8Array(scores.length);
  for (const row of argsort(scores).subarray(0, count)) flags[row] = 1;
  return flags;
};

/** Rows of each class that is large enough to be pruned. */
const rowsByClass = (
  { classes, given }: LabelledRows,
  { minRowsPerClass = 1 }: IssueOptions,
): readonly (readonly number[])[] => {
  const counts = countLabels({ classes, given });
  const lists: number[][] = Array.from({ length: classes }, () => []);
  for (let row = 0; row < given.length; row++) {
    const own = given[row] as number;
    if ((counts[own] as number) > minRowsPerClass) lists[own]?.push(row);
  }
  return lists;
};

const flagLowest = (
  flags: Uint8Array,
  list: readonly number[],
  score: (row: number) => number,
  count: number,
): void => {
  if (count <= 0) return;
  for (const at of argsort(Float64Array.from(list, score)).subarray(0, count)) flags[list[at] as number] = 1;
};

const byNoiseRate = ({ rows, calibrated }: Evidence, options: IssueOptions): Uint8Array => {
  const { classes, probabilities } = rows;
  const flags = new Uint8Array(rows.given.length);
  for (const [own, list] of rowsByClass(rows, options).entries())
    for (let other = 0; other < classes; other++) {
      if (other === own) continue;
      const count = Math.round((calibrated[own * classes + other] as number) * (options.share ?? 1));
      const lead = (row: number): number =>
        (probabilities[row * classes + own] as number) - (probabilities[row * classes + other] as number);
      flagLowest(flags, list, lead, count);
    }
  return flags;
};

const byClass = ({ rows, calibrated }: Evidence, options: IssueOptions): Uint8Array => {
  const { classes, probabilities } = rows;
  const flags = new Uint8Array(rows.given.length);
  for (const [own, list] of rowsByClass(rows, options).entries()) {
    const wrong = (list.length - (calibrated[own * classes + own] as number)) * (options.share ?? 1);
    flagLowest(flags, list, (row) => probabilities[row * classes + own] as number, Math.round(wrong));
  }
  return flags;
};
