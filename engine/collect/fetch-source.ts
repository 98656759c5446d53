import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CollectContext, Reporting } from '../../contract/context.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { CollectRequest, SourceNode } from '../../contract/node.ts';
import { fail } from '../../contract/problem.ts';
import type { Finding } from '../../contract/report.ts';
import { dataFolder, fingerprintFolder, keptFile, keptPlace } from './kept.ts';
import { readSecrets } from './read-secrets.ts';

export interface Fetching {
  readonly definition: SourceNode;
  readonly type: string;
  readonly params: JsonObject;
  readonly request: CollectRequest;
  readonly store: string;
  readonly reporting: Reporting;
  readonly signal: AbortSignal;
}

const secretOf =
  (secrets: ReadonlyMap<string, string>) =>
  (name: string): string => {
    const value = secrets.get(name);
    if (value === undefined) throw fail('param.secret-missing', { values: { name } });
    return value;
  };

/** Ends as soon as the signal says so, whatever the node does with it. */
const orAborted = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    work.catch(() => undefined);
  }
};

/** Lets a source fetch, and keeps what came in the place of what was kept before. Nothing is lost where it fails. */
export const fetchSource = async (fetching: Fetching): Promise<void> => {
  const { definition, type, params, request, store, reporting, signal } = fetching;
  if (!definition.collect) return;
  const place = keptPlace(store, type, request);
  const part = join(dirname(place), `part-${process.pid}-${randomBytes(6).toString('hex')}`);
  const folder = join(part, dataFolder);
  const findings: Finding[] = [];
  const finding = (one: Finding): void => void findings.push(one);
  await mkdir(folder, { recursive: true });
  try {
    const secrets = await orAborted(readSecrets(request, reporting), signal);
    const context: CollectContext = { ...reporting, finding, signal, folder, secret: secretOf(secrets) };
    await orAborted(definition.collect.fetch(params as never, context), signal);
    const kept = { version: 1, fingerprint: await fingerprintFolder(folder), at: Date.now(), findings };
    await writeFile(join(part, keptFile), JSON.stringify(kept));
    await rm(place, { recursive: true, force: true });
    await rename(part, place);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
};
