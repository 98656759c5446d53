import type { Column } from '../../contract/column.ts';
import { problem } from '../../contract/problem.ts';
import type { Finding } from '../../contract/report.ts';

const rowsOf = (count: number): string => `${count} ${count === 1 ? 'row' : 'rows'}`;
const valuesOf = (count: number): string => `${count} ${count === 1 ? 'value' : 'values'}`;

/** What the learning side finds out about data; every row or value that does not take part is counted here. */
export const findings = {
  foldsIgnoreTime: (column: string): Finding => ({
    code: 'data.folds-ignore-time',
    severity: 'warning',
    message: `Folds are drawn whatever “${column}” says, so they learn from later rows than those they are judged on. Trust the scores on the test part if order in time matters.`,
    column,
  }),
  learnedFromAll: (steps: string): Finding => ({
    code: 'leak.not-refitted',
    severity: 'warning',
    message: `There is no split, so ${steps} learned from all rows, those that are held out here among them. Put a split before that, so that each fold learns it anew.`,
  }),
  withoutTarget: (column: string, part: string, rows: number): Finding => ({
    code: 'data.rows-without-target',
    severity: 'warning',
    message: `${rowsOf(rows)} of the ${part} part have no value of “${column}” and were set aside.`,
    column,
    rows,
  }),
  unknownClass: (column: string, part: string, rows: number): Finding => ({
    code: 'data.unknown-class',
    severity: 'warning',
    message: `${rowsOf(rows)} of the ${part} part have a class of “${column}” that no training row has.`,
    column,
    rows,
  }),
  unseenLevels: (column: string, rows: number, examples: readonly string[]): Finding => ({
    code: 'data.unseen-levels',
    severity: 'warning',
    message: `${valuesOf(rows)} of “${column}” were never seen in training and count as missing.`,
    column,
    rows,
    examples,
  }),
  notFinite: (column: string, rows: number): Finding => ({
    code: 'data.not-finite',
    severity: 'warning',
    message: `${valuesOf(rows)} of “${column}” are infinite or too large, and count as missing.`,
    column,
    rows,
  }),
  badWeights: (column: string, rows: number): Finding => ({
    code: 'data.bad-weights',
    severity: 'warning',
    message: `${rowsOf(rows)} have a missing, negative or infinite weight in “${column}” and count nothing.`,
    column,
    rows,
  }),
  unusedText: (column: Column): Finding => ofProblem('data.unused-text', column.name),
  vanishedFeature: (column: string): Finding => ofProblem('data.column-gone', column),
  notConverted: (column: string, type: string, rows: number): Finding => ({
    code: 'data.conversion-failed',
    severity: 'warning',
    message: `${valuesOf(rows)} of “${column}” could not be read as ${type} and count as missing.`,
    column,
    rows,
  }),
} as const;

const ofProblem = (code: 'data.unused-text' | 'data.column-gone', column: string): Finding => {
  const { severity, message } = problem(code, { column });
  return { code, severity, message, column };
};
