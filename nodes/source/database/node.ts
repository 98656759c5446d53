import { unsplit } from '../../../contract/column.ts';
import { defineSource } from '../../../contract/node.ts';
import { fail, type Problem, problem } from '../../../contract/problem.ts';
import { isSecretName, secretNameRule } from '../../../contract/secret-name.ts';
import { type DatabaseParams, databaseParams } from './params.ts';
import { fetchPostgres } from './postgres.ts';
import { readRows, typeRows } from './read-rows.ts';
import { type ServerAddress, serverAddress, shownHost } from './server-address.ts';
import { withSqliteRows } from './sqlite.ts';

const inspectedRows = 2000;

const required = (name: 'url' | 'file' | 'query', title: string): Problem =>
  problem('param.required', { param: name, values: { param: title } });
const invalid = (name: 'url' | 'passwordFrom', title: string, reason: string): Problem =>
  problem('param.invalid', { param: name, values: { param: title, reason } });

/** What is wrong with the settings, as far as they tell by themselves. */
const problemsOf = (settings: DatabaseParams): readonly Problem[] => {
  const { system, url, file, query, passwordFrom } = settings;
  const found: Problem[] = query.trim() === '' ? [required('query', 'Query')] : [];
  if (system === 'sqlite') return file === '' ? [required('file', 'File'), ...found] : found;
  const address = serverAddress(url);
  if (url === '') found.unshift(required('url', 'Address'));
  else if ('reason' in address) found.unshift(invalid('url', 'Address', address.reason));
  if (passwordFrom !== '' && !isSecretName(passwordFrom))
    found.push(invalid('passwordFrom', 'Password from', secretNameRule));
  return found;
};

const addressOf = (settings: DatabaseParams): ServerAddress => {
  const address = serverAddress(settings.url);
  if ('reason' in address)
    throw fail('param.invalid', { param: 'url', values: { param: 'Address', reason: address.reason } });
  return address;
};

export default defineSource({
  title: 'Database',
  description: 'Reads a table from a PostgreSQL server or a SQLite file with a query',
  keywords: ['sql', 'postgres', 'postgresql', 'sqlite', 'select', 'query', 'read_sql', 'db'],
  icon: 'database',
  telling: ['query'],
  version: 1,
  params: databaseParams,
  collect: {
    request: (settings) => {
      if (settings.system !== 'postgresql' || problemsOf(settings).length > 0) return undefined;
      const { url, query, parameters, limit = null, passwordFrom } = settings;
      return {
        host: shownHost(addressOf(settings)),
        secrets: passwordFrom === '' ? [] : [passwordFrom],
        what: { url, query, parameters, limit },
        fresh: settings.refresh === 'each-run',
      };
    },
    fetch: (settings, ctx) => fetchPostgres(addressOf(settings), settings, ctx),
  },
  inspect: async (settings, ctx) => {
    if (problemsOf(settings).length > 0 || (settings.system === 'postgresql' && ctx.kept === undefined))
      return { kind: 'table', split: unsplit };
    const { columns, rows } =
      settings.system === 'sqlite'
        ? await withSqliteRows(settings, ctx, (folder) => typeRows(folder, ctx), inspectedRows)
        : await typeRows(ctx.kept ?? '', ctx);
    const known = settings.system === 'postgresql' || rows < inspectedRows;
    return { kind: 'table', columns, split: unsplit, ...(known ? { rows } : {}) };
  },
  shape: (settings, inspected) => ({
    outputs: { table: inspected ?? { kind: 'table', split: unsplit } },
    problems: problemsOf(settings),
  }),
  read: async (settings, ctx) => {
    if (settings.system === 'sqlite')
      return { table: await withSqliteRows(settings, ctx, (folder) => readRows(folder, ctx)) };
    if (ctx.kept === undefined)
      throw fail('network.failed', { values: { address: settings.url, reason: 'nothing was fetched' } });
    return { table: await readRows(ctx.kept, ctx) };
  },
});
