import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import { bareQuery } from './bare-query.ts';
import type { DatabaseParams } from './params.ts';
import { copyOf } from './sqlite-copy.ts';
import { QueryRefused, queryInThread } from './sqlite-thread.ts';

/** A look at the first rows must not hold up what a person is editing. */
const lookSeconds = 5;

/** Runs `use` on a folder with the rows that the query gives, at most `most` of them where it is a look only. */
export const withSqliteRows = async <T>(
  settings: DatabaseParams,
  ctx: NodeContext,
  use: (folder: string) => Promise<T>,
  most?: number,
): Promise<T> => {
  const { file, parameters, limit, timeout } = settings;
  if (file === '') throw fail('param.required', { param: 'file', values: { param: 'File' } });
  const query = bareQuery(settings.query);
  const path = await ctx.files.read(file);
  const folder = await mkdtemp(join(tmpdir(), 'millrace-sqlite-'));
  try {
    const copy = await copyOf(path, folder, file);
    const seconds = most === undefined ? timeout : Math.min(timeout, lookSeconds);
    await queryInThread({ folder, copy, query, parameters, limit, most }, seconds, ctx).catch((thrown: unknown) => {
      throw thrown instanceof QueryRefused ? refused(file, thrown.message) : thrown;
    });
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const refused = (path: string, reason: string) =>
  /not a database|malformed/.test(reason)
    ? fail('file.damaged', { values: { path, reason } })
    : fail('data.query-failed', { param: 'query', values: { reason } });
