import { z } from 'zod';
import { param } from '../../../contract/params.ts';

const server = { system: ['postgresql'] } as const;

export const databaseParams = z.object({
  system: param(z.enum(['postgresql', 'sqlite']).default('postgresql'), {
    title: 'Database',
    description: 'A PostgreSQL server, or a SQLite file beside the flow.',
  }),
  url: param(z.string().default(''), {
    title: 'Address',
    description: 'Server, user and database, without a password: postgres://user@host:5432/database.',
    when: server,
  }),
  file: param(z.string().default(''), {
    title: 'File',
    description: 'SQLite file, relative to the folder of the flow. It is only read.',
    widget: 'file',
    extensions: ['sqlite', 'sqlite3', 'db', 'db3'],
    when: { system: ['sqlite'] },
  }),
  query: param(z.string().default(''), {
    title: 'Query',
    description: 'One SELECT. Values that come from elsewhere are named $1, $2 and so on.',
  }),
  parameters: param(z.array(z.string()).default([]), {
    title: 'Values',
    description: 'What $1, $2 and so on in the query stand for; they are bound, never put into its text.',
    widget: 'list',
  }),
  limit: param(z.int().min(1).optional(), {
    title: 'Row limit',
    description: 'Read at most this many rows; all where empty.',
  }),
  passwordFrom: param(z.string().default(''), {
    title: 'Password from',
    description:
      'Where the password is: an environment variable that begins with MILLRACE_, or keychain:NAME for one that “millrace secret set NAME --host HOST” has put into the keychain.',
    when: server,
  }),
  refresh: param(z.enum(['never', 'each-run']).default('never'), {
    title: 'Refresh',
    description: 'Whether each run asks the server again, or uses the copy that is kept.',
    when: server,
  }),
  tls: param(z.enum(['auto', 'verify', 'encrypt', 'off']).default('auto'), {
    title: 'Encryption',
    description:
      'Verify also checks the certificate of the server. Auto verifies, but for a server on this computer is off.',
    advanced: true,
    when: server,
  }),
  timeout: param(z.number().positive().max(86_400).default(600), {
    title: 'Time limit',
    description: 'How long the query may take.',
    unit: 's',
    advanced: true,
  }),
});

export type DatabaseParams = z.infer<typeof databaseParams>;
