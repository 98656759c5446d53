import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { CollectContext } from '../../../contract/context.ts';
import { networkFailure } from '../network-failure.ts';
import { backOff } from './back-off.ts';
import { capture } from './capture.ts';
import type { Listen } from './listen.ts';
import { listenHttp } from './listen-http.ts';
import { listenMqtt } from './listen-mqtt.ts';
import { listenWebsocket } from './listen-websocket.ts';
import type { Protocol, StreamParams } from './params.ts';
import { realTiming } from './timing.ts';

export const capturedFile = 'messages.ndjson';

const listeners: Readonly<Record<Protocol, Listen>> = {
  mqtt: listenMqtt,
  websocket: listenWebsocket,
  'ndjson-http': listenHttp,
};

const seedOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32LE(0);

/** Writes what is sent to the folder, a record a line. */
export const fetchStream = async (url: URL, settings: StreamParams, ctx: CollectContext): Promise<void> => {
  const { protocol, topic, greeting, rows, seconds, userFrom, passwordFrom } = settings;
  const secret = (name: string): string => (name === '' ? '' : ctx.secret(name));
  const credentials =
    userFrom === '' && passwordFrom === '' ? undefined : { user: secret(userFrom), password: secret(passwordFrom) };
  const file = createWriteStream(join(ctx.folder, capturedFile));
  const written = finished(file);
  written.catch(() => undefined);
  const keep = (line: string): void => void file.write(`${line}\n`);
  try {
    await capture(
      { url, topic, greeting, credentials, withTopic: protocol === 'mqtt', rows, seconds },
      { listen: listeners[protocol], timing: realTiming, backOff: backOff(seedOf(url.href)), keep, ctx },
    );
    file.end();
    await written.catch((thrown: unknown) => {
      throw networkFailure(url.host, thrown);
    });
  } finally {
    file.destroy();
  }
};
