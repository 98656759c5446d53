import type { Chunk, Connection } from './database.ts';

/** An interrupt that comes before DuckDB has begun a query is lost, so it is repeated until the query has ended. */
const repeatMs = 15;

/** The connection, for work that a signal ends: queries under way are interrupted, and none begins after it. */
export const stoppable = (connection: Connection, signal: AbortSignal): Connection => {
  const watch = (): (() => void) => {
    signal.throwIfAborted();
    let again: NodeJS.Timeout | undefined;
    const stop = (): void => {
      connection.interrupt();
      again = setInterval(() => connection.interrupt(), repeatMs);
    };
    signal.addEventListener('abort', stop, { once: true });
    return () => {
      signal.removeEventListener('abort', stop);
      clearInterval(again);
    };
  };
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    const release = watch();
    try {
      return await work();
    } finally {
      release();
    }
  };
  async function* stream(sql: string): AsyncIterable<Chunk> {
    const release = watch();
    try {
      for await (const chunk of connection.stream(sql)) {
        signal.throwIfAborted();
        yield chunk;
      }
      // An interrupted stream just ends, as if there were no more rows.
      signal.throwIfAborted();
    } finally {
      release();
    }
  }
  return {
    run: (sql, values) => guarded(() => connection.run(sql, values)),
    rows: (sql, values) => guarded(() => connection.rows(sql, values)),
    append: (table, columns) => guarded(() => connection.append(table, columns)),
    stream,
    interrupt: () => connection.interrupt(),
    close: () => connection.close(),
  };
};
