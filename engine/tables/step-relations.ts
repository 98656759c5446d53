import type { Connection, Database } from '../database/database.ts';

type AppendedColumns = Parameters<Connection['append']>[1];

/** Relations that live as long as a step. */
export interface StepRelations {
  view(sql: string): Promise<string>;
  table(sql: string): Promise<string>;
  append(columns: AppendedColumns): Promise<string>;
  /** Has a table that others made dropped with the rest. */
  dropLater(name: string): void;
  dispose(): Promise<void>;
}

interface Making {
  readonly database: Database;
  readonly connection: Connection;
  /** Drops what was made. */
  readonly cleaning: Connection;
}

export const stepRelations = ({ database, connection, cleaning }: Making): StepRelations => {
  const made: { readonly kind: 'VIEW' | 'TABLE'; readonly name: string }[] = [];
  const create = async (kind: 'VIEW' | 'TABLE', sql: string): Promise<string> => {
    const name = database.freshName(kind.toLowerCase());
    await connection.run(`CREATE ${kind} ${name} AS ${sql}`);
    made.push({ kind, name });
    return name;
  };
  return {
    view: (sql) => create('VIEW', sql),
    table: (sql) => create('TABLE', sql),
    append: async (columns) => {
      const name = database.freshName('values');
      await connection.append(name, columns);
      made.push({ kind: 'TABLE', name });
      return name;
    },
    dropLater: (name) => void made.push({ kind: 'TABLE', name }),
    dispose: async () => {
      for (const { kind, name } of made.reverse()) await cleaning.run(`DROP ${kind} IF EXISTS ${name}`);
      made.length = 0;
    },
  };
};
