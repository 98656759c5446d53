import { fail } from '../../../contract/problem.ts';
import { basicAuthorisation, type Listen, longestMessage } from './listen.ts';

const connectMs = 20_000;
/** RFC 6455, 7.4.1: the purpose for which the connection was made is fulfilled. */
const fulfilled = 1000;

export const listenWebsocket: Listen = async ({ url, greeting, credentials, signal, opened, message }) => {
  const { WebSocket } = await import('ws');
  const socket = new WebSocket(url, {
    handshakeTimeout: connectMs,
    maxPayload: longestMessage,
    followRedirects: false,
    headers: { 'user-agent': 'Millrace', ...basicAuthorisation(credentials) },
  });
  try {
    await new Promise<void>((resolve, reject) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
      socket.on('error', reject);
      socket.on('unexpected-response', (_, { statusCode = 0, statusMessage = '' }) =>
        reject(
          fail('network.status', { values: { address: url.host, status: `${statusCode} ${statusMessage}`.trim() } }),
        ),
      );
      socket.on('close', (code) =>
        code === fulfilled ? resolve() : reject(new Error(`the connection broke (${code})`)),
      );
      socket.on('message', (data) => message(data.toString()));
      socket.on('open', () => {
        if (greeting !== '') socket.send(greeting);
        opened();
      });
    });
  } finally {
    socket.on('error', () => undefined);
    socket.terminate();
  }
};
