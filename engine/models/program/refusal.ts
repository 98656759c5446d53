import { fail } from '../../../contract/problem.ts';

/** @param by the step, as people know it */
export const refusal = (by: string, reason: string) => fail('file.not-exportable', { values: { what: by, reason } });
