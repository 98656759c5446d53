import type { Connection, Database } from './database.ts';
import { stoppable } from './stoppable.ts';

/** Does some work on a connection of its own, so that nothing waits for it, and stops it with the signal. */
export const withConnection = async <T>(
  database: Database,
  signal: AbortSignal,
  work: (connection: Connection) => Promise<T>,
): Promise<T> => {
  const connection = stoppable(await database.connect(), signal);
  try {
    return await work(connection);
  } finally {
    if (signal.aborted) database.leave(connection.idle());
    connection.close();
  }
};
