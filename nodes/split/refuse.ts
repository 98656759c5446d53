import { Failure, type Problem } from '../../contract/problem.ts';

/** What kept a node from running while the flow was edited keeps it from running anyhow. */
export const refuse = (problems: readonly Problem[]): void => {
  const error = problems.find(({ severity }) => severity === 'error');
  if (!error) return;
  const { code, message, hint, param, column } = error;
  throw new Failure({ code, message, hint, where: { ...(param ? { param } : {}), ...(column ? { column } : {}) } });
};
