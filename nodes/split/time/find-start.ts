import type { Tables } from '../../../contract/context.ts';
import { literal, type Timeline } from './timeline.ts';

interface Wanted {
  /** SELECT of the times `t` that come into question, none of them missing. */
  readonly times: string;
  readonly rows: number;
  readonly physical: Timeline['physical'];
}

/**
 * Where the last `rows` rows begin, as SQL: rows of the same time stay together, so it is the time that comes closest, and
 * something is left before it. Undefined where there is no such time.
 */
export const findStart = async (tables: Tables, { times, rows, physical }: Wanted): Promise<string | undefined> => {
  if (rows === 0) return undefined;
  const [last] = await tables.rows(
    `SELECT CAST(coalesce((SELECT t FROM (${times}) ORDER BY t DESC LIMIT 1 OFFSET ${rows - 1}), (SELECT min(t) FROM (${times}))) AS VARCHAR) AS t`,
  );
  if (typeof last?.['t'] !== 'string') return undefined;
  const at = literal(last['t'], physical);
  const [around] = await tables.rows(
    `SELECT count(*) FILTER (t < ${at}) AS earlier, count(*) FILTER (t >= ${at}) AS since, count(*) FILTER (t > ${at}) AS later,
     CAST(min(t) FILTER (t > ${at}) AS VARCHAR) AS next FROM (${times})`,
  );
  const [earlier = 0, since = 0, later = 0] = ['earlier', 'since', 'later'].map((name) => Number(around?.[name] ?? 0));
  const next = around?.['next'];
  if (typeof next === 'string' && (earlier === 0 || rows - later < since - rows)) return literal(next, physical);
  return earlier > 0 ? at : undefined;
};
