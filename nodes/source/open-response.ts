import { fail } from '../../contract/problem.ts';
import { networkFailure } from './network-failure.ts';
import { shownAddress } from './web-address.ts';

const mostRedirects = 5;
const moved: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Where an answer sends us. Only the host that the user allowed is asked, and never less safely than before. */
const followed = (from: URL, location: string | null): URL => {
  if (location === null || !URL.canParse(location, from.href))
    throw fail('network.failed', {
      values: { address: shownAddress(from), reason: 'it sends elsewhere without saying where' },
    });
  const to = new URL(location, from);
  const web = to.protocol === 'https:' || to.protocol === 'http:';
  const weaker = from.protocol === 'https:' && to.protocol !== 'https:';
  if (!web || weaker || to.host !== from.host)
    throw fail('network.redirected', {
      values: { address: shownAddress(from), host: weaker || !web ? `${to.protocol}//${to.host}` : to.host },
    });
  return to;
};

interface Asking {
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks, and goes on to where the host sends us on itself. */
export const openResponse = async (start: URL, { signal, headers = {} }: Asking): Promise<Response> => {
  let url = start;
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const sent = { redirect: 'manual', signal, headers: { 'user-agent': 'Millrace', ...headers } } as const;
    const response = await fetch(url.href, sent).catch((thrown: unknown) => {
      signal.throwIfAborted();
      throw networkFailure(shownAddress(url), thrown);
    });
    if (response.ok && response.status !== 204) return response;
    await response.body?.cancel();
    if (!moved.has(response.status))
      throw fail('network.status', {
        values: { address: shownAddress(url), status: `${response.status} ${response.statusText}`.trim() },
      });
    url = followed(url, response.headers.get('location'));
  }
  const reason = `it sends elsewhere more than ${mostRedirects} times`;
  throw fail('network.failed', { values: { address: shownAddress(start), reason } });
};
