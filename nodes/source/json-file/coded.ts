import type { NodeContext } from '../../../contract/context.ts';
import { Failure } from '../../../contract/problem.ts';
import type { JsonParams } from './params.ts';
import { notJson } from './records.ts';

/** Runs `work`; what DuckDB could not read gets a code. */
export const coded = async <T>(settings: JsonParams, ctx: NodeContext, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure || ctx.signal.aborted) throw error;
    const text = error instanceof Error ? error.message : String(error);
    const reason = (text.split('\n')[0] ?? '').replace(/^[\w ]+ Error: /, '').replace(/ in file ".*?"/, '');
    throw notJson(settings, reason.replace(/\.\s*$/, ''));
  }
};
