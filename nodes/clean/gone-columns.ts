import type { Reporting } from '../../contract/context.ts';
import { type Problem, problem } from '../../contract/problem.ts';

/** Warnings, while a flow is edited, about settings for columns that are not there any more. */
export const goneProblems = (gone: readonly string[], param: string): readonly Problem[] =>
  [...new Set(gone)].map((column) => problem('data.column-gone', { column, param }));

/** The same while it runs. */
export const reportGone = (gone: readonly string[], ctx: Pick<Reporting, 'finding'>): void => {
  for (const column of new Set(gone)) {
    const { code, message, hint } = problem('data.column-gone', { column });
    ctx.finding({ code, severity: 'warning', message: `${message} ${hint}`, column });
  }
};
