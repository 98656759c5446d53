import { z } from 'zod';
import { param } from '../../../contract/params.ts';
import { secretNameOrNone, secretNameRule } from '../../../contract/secret-name.ts';

const secretName = z.string().regex(secretNameOrNone, secretNameRule);

export const streamParams = z.object({
  protocol: param(z.enum(['mqtt', 'websocket', 'ndjson-http']).default('mqtt'), {
    title: 'Protocol',
    description: 'How the readings are sent: by an MQTT broker, over a WebSocket, or as lines of JSON over HTTP.',
  }),
  address: param(z.string().default(''), {
    title: 'Address',
    description: 'Such as mqtt://host, wss://host/path or https://host/path. A name or password must not stand in it.',
  }),
  topic: param(z.string().default('#'), {
    title: 'Topic',
    description: 'What to subscribe to: + stands for one level of the topic and # for all below.',
    when: { protocol: ['mqtt'] },
  }),
  greeting: param(z.string().default(''), {
    title: 'First message',
    description: 'Sent after connecting, for servers that have to be told what to send.',
    when: { protocol: ['websocket'] },
  }),
  rows: param(z.int().min(1).max(1_000_000).default(1000), {
    title: 'Rows',
    description: 'The capture ends with this many rows.',
  }),
  seconds: param(z.number().positive().max(86_400).default(60), {
    title: 'Seconds',
    description: 'The capture ends after this time, whatever has come.',
    unit: 's',
  }),
  refresh: param(z.enum(['never', 'each-run']).default('never'), {
    title: 'Refresh',
    description: 'Whether each run captures anew, or uses the capture that is kept.',
  }),
  userFrom: param(secretName.default(''), {
    title: 'User from',
    description: 'Where the name of the user is: an environment variable that begins with MILLRACE_, or keychain:NAME.',
    advanced: true,
  }),
  passwordFrom: param(secretName.default(''), {
    title: 'Password from',
    description: 'Where the password is: an environment variable that begins with MILLRACE_, or keychain:NAME.',
    advanced: true,
  }),
});

export type StreamParams = z.infer<typeof streamParams>;
export type Protocol = StreamParams['protocol'];
