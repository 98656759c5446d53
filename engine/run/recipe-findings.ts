import type { Finding } from '../../contract/report.ts';

/** What is said where a model, or its folds, can't go all the way back to the source. */
export const recipeFindings = {
  cut: (steps: string): Finding => ({
    code: 'data.recipe-cut',
    severity: 'warning',
    message: `A model behind this step takes rows as they leave it, so what was learned before, at ${steps}, is not part of it. Put those steps behind this one, or give new rows the same treatment before predicting.`,
  }),
  notRefitted: (steps: string): Finding => ({
    code: 'leak.not-refitted',
    severity: 'warning',
    message: `This step may change which rows or labels there are, so cross-validation behind it does not learn ${steps} anew in each fold, and its scores may be a little too good. Put those steps behind this one.`,
  }),
};
