import { fail } from '../../../contract/problem.ts';

/** The query so that it can stand in brackets: without a semicolon at its end; a comment there ends with its line. */
export const bareQuery = (query: string): string => {
  const bare = query.trim().replace(/[;\s]+$/, '');
  if (bare === '') throw fail('param.required', { param: 'query', values: { param: 'Query' } });
  return `\n${bare}\n`;
};
