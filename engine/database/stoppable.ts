import type { Chunk, Connection } from './database.ts';

/** An interrupt that comes before DuckDB has begun a query is lost, so it is repeated until the query has ended. */
const repeatMs = 15;

/**
 * DuckDB looks for an interrupt between pieces of a query, and not while it plans one or opens its files, which takes it
 * seconds for thousands of columns. Whoever waits for such a query is let go after this time; it ends by itself.
 */
const patienceMs = 60;

/** A connection whose queries a signal ends. */
export interface Stoppable extends Connection {
  /** Resolves when no query is under way any more, given up or not: the connection is free then. */
  idle(): Promise<void>;
}

/** Rejects some time after the signal, unless what is waited for has ended by then. */
const letGo = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  let begin = (): void => undefined;
  const given = new Promise<never>((_, reject) => {
    begin = () => {
      timer = setTimeout(() => reject(signal.reason), patienceMs);
    };
    if (signal.aborted) begin();
    else signal.addEventListener('abort', begin, { once: true });
  });
  try {
    return await Promise.race([work, given]);
  } finally {
    signal.removeEventListener('abort', begin);
    clearTimeout(timer);
  }
};

/** The connection, for work that a signal ends: queries under way are interrupted, and none begins after it. */
export const stoppable = (connection: Connection, signal: AbortSignal): Stoppable => {
  const underWay = new Set<Promise<unknown>>();
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
  const idle = async (): Promise<void> => void (await Promise.allSettled(underWay));
  const guarded = <T>(work: () => Promise<T>): Promise<T> => {
    const watched = async (): Promise<T> => {
      const release = watch();
      try {
        return await work();
      } finally {
        release();
      }
    };
    const asked = watched();
    underWay.add(asked);
    asked.catch(() => undefined).finally(() => underWay.delete(asked));
    return letGo(asked, signal);
  };
  async function* stream(sql: string): AsyncIterable<Chunk> {
    const release = watch();
    const chunks = connection.stream(sql)[Symbol.asyncIterator]();
    const next = (): Promise<IteratorResult<Chunk>> => guarded(() => chunks.next());
    try {
      for (let step = await next(); !step.done; step = await next()) {
        signal.throwIfAborted();
        yield step.value;
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
    check: () => signal.throwIfAborted(),
    interrupt: () => connection.interrupt(),
    // Closing waits for the query, and the whole process with it.
    close: () => void (underWay.size === 0 ? connection.close() : idle().then(() => connection.close())),
    idle,
  };
};
