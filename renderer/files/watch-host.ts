import type { HostNews } from '../../contract/api.ts';
import { client, connectHost } from '../host/client.ts';
import { documentId } from '../state/document.ts';
import { say, setCatalogue, setSession } from '../state/session.ts';

const hear = (news: HostNews, run: (command: string, argument?: string) => void): void => {
  if (news.news === 'engine') setSession({ engine: news.engine });
  else if (news.news === 'command') run(news.command, news.argument);
  else if (news.document === documentId()) setSession({ fileChanged: true });
};

const noticed = 'millrace.noticed';

const describe = async (): Promise<void> => {
  const host = await client.call('host.describe', {});
  setSession({ host });
  if (!host.notice || localStorage.getItem(noticed) === host.notice) return;
  localStorage.setItem(noticed, host.notice);
  say(host.notice);
};

const readCatalogue = async (): Promise<void> => setCatalogue(await client.call('catalogue.read', {}));

/** Connects to the host and listens to it; everything is asked anew after a lost connection. */
export const startWatchingHost = (run: (command: string, argument?: string) => void): void =>
  connectHost((connection) => {
    setSession({ connection });
    if (connection !== 'open') return;
    client.stream('host.watch', {}, (news) => hear(news, run)).catch(() => undefined);
    describe().catch(() => undefined);
    readCatalogue().catch(() => setTimeout(() => readCatalogue().catch(() => undefined), 1000));
  });
