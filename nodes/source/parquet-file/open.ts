import type { NodeContext } from '../../../contract/context.ts';
import { Failure, fail } from '../../../contract/problem.ts';
import { sqlText } from '../../../contract/sql.ts';
import { literalPath } from '../literal-path.ts';

/** A FROM item of the rows of a file, in its order. Nothing is guessed from the names of its folders. */
export const parquetFile = (path: string): string =>
  `read_parquet(${sqlText(literalPath(path))}, hive_partitioning = false)`;

/** Runs `work`; what DuckDB could not read gets a code. `shown` names the file. */
export const readingParquet = async <T>(
  shown: string,
  ctx: Pick<NodeContext, 'signal'>,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure || ctx.signal.aborted) throw error;
    const text = error instanceof Error ? error.message : String(error);
    if (/Out of Memory/.test(text)) throw fail('resource.memory', { values: { needed: 'more memory', limit: 'less' } });
    throw fail('data.wrong-format', { values: { path: shown, format: 'Parquet', reason: reasonOf(text) } });
  }
};

const reasonOf = (text: string): string => {
  if (text.includes('too small') || text.includes('magic bytes')) return 'it is no Parquet file, or it breaks off';
  const [line = ''] = text.split('\n');
  return line
    .replace(/^[\w ]+ Error: /, '')
    .replace(/ in file ".*?"| '\/.*?'/g, '')
    .replace(/\.\s*$/, '');
};
