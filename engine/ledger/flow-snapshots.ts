import { createHash, randomBytes } from 'node:crypto';
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Flow } from '../../contract/flow.ts';
import { readFlow, writeFlow } from '../../contract/flow-file.ts';
import { fail } from '../../contract/problem.ts';

export const flowsFolder = 'flows';

const pathOf = (store: string, hash: string): string => join(store, flowsFolder, `${hash}.flow.json`);

/** Keeps a flow as it ran, once for all runs of it; answers the hash that names it. */
export const keepFlow = async (store: string, flow: Flow): Promise<string> => {
  const text = writeFlow(flow);
  const hash = createHash('sha256').update(text).digest('hex');
  const path = pathOf(store, hash);
  const isKept = await access(path).then(
    () => true,
    () => false,
  );
  if (isKept) return hash;
  await mkdir(join(store, flowsFolder), { recursive: true });
  const part = `${path}.${randomBytes(6).toString('hex')}.part`;
  await writeFile(part, text);
  await rename(part, path);
  return hash;
};

/** @throws run.flow-gone where it is no longer kept */
export const readKeptFlow = async (store: string, hash: string | undefined): Promise<Flow> => {
  const isHash = hash !== undefined && /^[0-9a-f]{64}$/.test(hash);
  const text = isHash ? await readFile(pathOf(store, hash), 'utf8').catch(() => undefined) : undefined;
  const flow = text === undefined ? undefined : readFlow(text).flow;
  if (!flow) throw fail('run.flow-gone');
  return flow;
};
