import { api, type MillraceApi } from '../../contract/api.ts';
import { type Client, connect } from '../../contract/link.ts';
import { fail } from '../../contract/problem.ts';
import { type ConnectionState, openLink } from './link.ts';

type Inner = Client<MillraceApi>;

let current: Inner | undefined;
const waiting: ((client: Inner) => void)[] = [];

const connected = (): Promise<Inner> =>
  current ? Promise.resolve(current) : new Promise((resolve) => waiting.push(resolve));

/**
 * The host, whatever link leads to it. Calls made while there is no connection wait for it; calls that were under way
 * when it broke fail with `request.connection-lost`.
 */
export const client: Inner = {
  call: async (method, params, signal) => (await connected()).call(method, params, signal),
  stream: async (method, params, onValue, signal) => (await connected()).stream(method, params, onValue, signal),
  close: (failure) => current?.close(failure),
};

/** Opens the link and keeps it open. `changed` also hears of every reconnection, so that streams can be taken up again. */
export const connectHost = (changed: (state: ConnectionState) => void): void =>
  openLink({
    opened: (link) => {
      current?.close(fail('request.connection-lost'));
      current = connect(link, api);
      for (const resolve of waiting.splice(0)) resolve(current);
    },
    changed: (state) => {
      if (state === 'lost') {
        current?.close(fail('request.connection-lost'));
        current = undefined;
      }
      changed(state);
    },
  });
