import type { Client as PostgresClient } from 'pg';
import type { CollectContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import { bareQuery } from './bare-query.ts';
import type { DatabaseParams } from './params.ts';
import { postgresFailure } from './postgres-failure.ts';
import { answerColumn, asText, type ServerColumn } from './postgres-types.ts';
import { type Cell, type RowFile, writeRows } from './row-file.ts';
import { cutToLimit } from './row-limit.ts';
import { type ServerAddress, shownHost, tlsOf } from './server-address.ts';

const batch = 1000;
const connectMs = 20_000;

const open = async (at: ServerAddress, settings: DatabaseParams, ctx: CollectContext): Promise<PostgresClient> => {
  const { Client } = (await import('pg')).default;
  const password = settings.passwordFrom === '' ? '' : ctx.secret(settings.passwordFrom);
  const client = new Client({
    ...at,
    // As a function, so that the driver takes neither PGPASSWORD nor a password file in its place.
    password: async () => password,
    ssl: tlsOf(settings.tls, at),
    connectionTimeoutMillis: connectMs,
    application_name: 'Millrace',
    keepAlive: true,
    types: { getTypeParser: () => (text: unknown) => text },
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

/** Asks the server, reading only, and writes the answer to the folder. */
export const fetchPostgres = async (
  at: ServerAddress,
  settings: DatabaseParams,
  ctx: CollectContext,
): Promise<void> => {
  const rows = writeRows(ctx.folder);
  try {
    const client = await open(at, settings, ctx);
    let cancelled: Promise<void> | undefined;
    const cancel = (): void => {
      cancelled = cancelQuery(client, at, settings, ctx);
    };
    ctx.signal.addEventListener('abort', cancel);
    try {
      ctx.signal.throwIfAborted();
      await ask(client, { settings, rows, ctx });
    } finally {
      ctx.signal.removeEventListener('abort', cancel);
      await cancelled;
      await client.end().catch(() => undefined);
    }
  } catch (thrown) {
    ctx.signal.throwIfAborted();
    throw postgresFailure(shownHost(at), thrown);
  } finally {
    rows.drop();
  }
};

interface Asking {
  readonly settings: DatabaseParams;
  readonly rows: RowFile;
  readonly ctx: CollectContext;
}

const ask = async (client: PostgresClient, { settings, rows, ctx }: Asking): Promise<void> => {
  const { parameters, limit } = settings;
  const inner = bareQuery(settings.query);
  await client.query('BEGIN READ ONLY');
  await client.query(
    `SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'iso_8601';
     SET LOCAL bytea_output = 'hex'; SET LOCAL statement_timeout = ${Math.ceil(settings.timeout * 1000)}`,
  );
  // A query inside another can only be a SELECT: nothing else may stand there.
  const described = await client.query({ text: `SELECT * FROM (${inner}) AS q LIMIT 0`, values: [...parameters] });
  const columns = await columnsOf(client, described.fields);
  const names = columns.map((_, index) => `c${index}`).join(', ');
  const texts = columns.map(asText).join(', ');
  const most = limit === undefined ? '' : ` LIMIT ${limit + 1}`;
  const text = `SELECT ${texts} FROM (${inner}) AS q(${names})${most}`;
  const { default: Cursor } = await import('pg-cursor');
  const cursor = client.query(new Cursor<Cell[]>(text, [...parameters], { rowMode: 'array' }));
  for (let more = true; more; ) {
    const read = await cursor.read(batch);
    ctx.signal.throwIfAborted();
    more = read.length === batch;
    await rows.write(cutToLimit(read, { limit, before: rows.rows }, ctx));
    ctx.progress(limit ? rows.rows / limit : undefined, `${rows.rows.toLocaleString('en')} rows`);
  }
  await cursor.close();
  await rows.end(columns.map(answerColumn));
};

interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}

const columnsOf = async (client: PostgresClient, fields: readonly Field[]): Promise<readonly ServerColumn[]> => {
  if (fields.length === 0) throw fail('data.query-failed', { values: { reason: 'it gives no columns' } });
  const found = await client.query<{ oid: string; name: string; category: string; levels: string | null }>(
    `SELECT t.oid, t.typname AS name, t.typcategory AS category,
       (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid) AS levels
     FROM pg_catalog.pg_type t WHERE t.oid = ANY($1::oid[])`,
    [fields.map(({ dataTypeID }) => dataTypeID)],
  );
  const types = new Map(found.rows.map((row) => [Number(row.oid), row]));
  return fields.map(({ name, dataTypeID }) => {
    const type = types.get(dataTypeID);
    const levels = JSON.parse(type?.levels ?? '[]') as readonly string[];
    return { name, type: type?.name ?? '', category: type?.category ?? '', levels };
  });
};

/** The server works on after a client is gone; so it is told to stop, over a connection of its own. */
const cancelQuery = async (
  client: PostgresClient,
  at: ServerAddress,
  settings: DatabaseParams,
  ctx: CollectContext,
): Promise<void> => {
  const { processID } = client as unknown as { readonly processID?: number };
  try {
    const second = await open(at, settings, ctx);
    await second.query('SELECT pg_catalog.pg_cancel_backend($1)', [processID ?? 0]);
    await second.end();
  } catch {
    // What remains is the server's own time limit.
  }
};
