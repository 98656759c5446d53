import type { NodeContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import { invalidLine, type ReadCondition } from './read-conditions.ts';

/** Tries the expressions on nothing: only DuckDB knows all that its own kind does not take. */
export const checkPatterns = async (conditions: readonly ReadCondition[], ctx: NodeContext): Promise<void> => {
  for (const { line, pattern } of conditions) {
    if (pattern === undefined) continue;
    try {
      await ctx.tables.rows("SELECT regexp_matches('', CAST($1 AS VARCHAR)) AS fits", [pattern]);
    } catch (thrown) {
      ctx.signal.throwIfAborted();
      const reason = thrown instanceof Error ? thrown.message.replace(/^Invalid Input Error:\s*/, '') : 'unknown';
      const { code, details } = invalidLine(line, reason.replace(/\.$/, ''));
      throw fail(code, details);
    }
  }
};
