import { calibratedJoint, confidentGuesses, confidentJoint } from '../../../algorithms/labels/confident-joint.ts';
import { findLabelIssues, type IssueRule } from '../../../algorithms/labels/find-label-issues.ts';
import { normalisedMargin, selfConfidence } from '../../../algorithms/labels/label-scores.ts';
import { type LabelledRows, likeliest } from '../../../algorithms/labels/labelled-rows.ts';
import type { OutOfFold } from '../../../contract/context.ts';
import type { LabelIssueParams } from './params.ts';

/** What confident learning makes of each row that was looked at, in the order of `seen.rows`. */
export interface Judged {
  readonly seen: OutOfFold;
  readonly rows: LabelledRows;
  /** Given × guessed true class, whole rows. */
  readonly joint: Float64Array;
  /** 1 where the label is probably wrong. */
  readonly flags: Uint8Array;
  readonly confidence: Float64Array;
  readonly margin: Float64Array;
  /** Code of the class that the learners find most probable. */
  readonly suggested: Float64Array;
  readonly issues: number;
}

const rules: Readonly<Record<LabelIssueParams['method'], IssueRule>> = {
  both: 'both',
  'noise-rate': 'noise-rate',
  joint: 'joint',
};

export const judgeLabels = (
  seen: OutOfFold,
  { method, collision }: Pick<LabelIssueParams, 'method' | 'collision'>,
): Judged => {
  const rows: LabelledRows = { classes: seen.classes.length, given: seen.given, probabilities: seen.predicted };
  const guesses = confidentGuesses(rows, collision);
  const joint = calibratedJoint(confidentJoint(rows, guesses), rows);
  const flags = findLabelIssues({ rows, guesses, calibrated: joint }, { rule: rules[method] });
  return {
    seen,
    rows,
    joint,
    flags,
    confidence: selfConfidence(rows),
    margin: normalisedMargin(rows),
    suggested: Float64Array.from({ length: flags.length }, (_, row) => likeliest(rows, row)),
    issues: flags.reduce((sum, flag) => sum + flag, 0),
  };
};
