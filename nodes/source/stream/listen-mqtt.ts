import { fail } from '../../../contract/problem.ts';
import { type Listen, longestMessage } from './listen.ts';

const connectMs = 20_000;
/** MQTT 3.1.1, 3.2.2.3: bad name or password, not authorised. */
const signInRefused: ReadonlySet<unknown> = new Set([4, 5]);
const refusedTopic = 128;

const codeOf = (thrown: unknown): unknown => (thrown instanceof Error && 'code' in thrown ? thrown.code : undefined);

export const listenMqtt: Listen = async ({ url, topic, credentials, signal, opened, message }) => {
  const { default: mqtt } = await import('mqtt');
  const secure = url.protocol === 'mqtts:';
  const client = mqtt.connect({
    protocol: secure ? 'mqtts' : 'mqtt',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 8883 : 1883) : Number(url.port),
    connectTimeout: connectMs,
    // We connect again by ourselves, in our own time.
    reconnectPeriod: 0,
    ...(credentials ? { username: credentials.user, password: credentials.password } : {}),
  });
  const refused = (reason: string) => fail('network.refused', { values: { address: url.host, reason } });
  try {
    await new Promise<void>((resolve, reject) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
      client.on('error', (error) =>
        reject(signInRefused.has(codeOf(error)) ? refused('the user or the password is not accepted') : error),
      );
      client.on('close', () => reject(new Error('the connection broke')));
      client.on('message', (from, payload) => {
        message(payload.length > longestMessage ? '' : payload.toString('utf8'), from);
      });
      client.on('connect', () =>
        client.subscribe(topic, { qos: 1 }, (error, granted) => {
          if (error || granted?.some(({ qos }) => Number(qos) === refusedTopic))
            reject(refused(`the topic ${topic} is not granted`));
          else opened();
        }),
      );
    });
  } finally {
    client.on('error', () => undefined);
    client.end(true);
  }
};
