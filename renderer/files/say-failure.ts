import { toFailureData } from '../../contract/problem.ts';
import { say } from '../state/session.ts';

/** Tells what went wrong and what to do; a cancelled request is not worth a word. */
export const sayFailure = (thrown: unknown): void => {
  const { code, message, hint } = toFailureData(thrown);
  if (code !== 'request.cancelled') say(`${message} ${hint}`, { tone: 'error' });
};
