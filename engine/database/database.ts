import type { SqlRow, SqlValue } from '../../contract/context.ts';

/** Up to some thousand rows of an answer, column by column. */
export interface Chunk {
  readonly rows: number;
  /**
   * The items of column `index` as DuckDB keeps them: a typed array for FLOAT, DOUBLE, INTEGER…, a BigInt64Array for
   * BIGINT. NULLs hold whatever: turn them to NaN in SQL.
   */
  items(index: number): ArrayLike<number | bigint>;
  /** Column `index` as values; slower, right for text. */
  values(index: number): readonly SqlValue[];
}

/** One connection, used by one step, so that interrupting it stops nothing else. Views and tables are seen by all connections. */
export interface Connection {
  run(sql: string, values?: readonly SqlValue[]): Promise<void>;
  rows(sql: string, values?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  stream(sql: string): AsyncIterable<Chunk>;
  /** Creates `table` with these columns and fills it; numbers that are NaN become NULL. */
  append(
    table: string,
    columns: readonly {
      readonly name: string;
      readonly type: 'DOUBLE' | 'BIGINT' | 'INTEGER' | 'BOOLEAN' | 'VARCHAR';
      readonly values: ArrayLike<number | bigint | string | null>;
    }[],
  ): Promise<void>;
  /** Throws where no more work is to be done on this connection: for work beside it, between its pieces. */
  check(): void;
  /** Stops the query under way within milliseconds; it rejects. */
  interrupt(): void;
  close(): void;
}

/** The engine's one DuckDB. Lives in the engine process, never in a worker that may be terminated. */
export interface Database {
  connect(): Promise<Connection>;
  /** A relation name that nobody has used yet. */
  freshName(prefix: string): string;
  /** Work that goes on though nobody waits for it, such as clearing up behind a query that was given up; closing does wait. */
  leave(work: Promise<void>): void;
  close(): Promise<void>;
}
