import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CollectContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import { readHead } from '../file-head.ts';
import { shownAddress } from '../web-address.ts';
import { download } from './download.ts';
import { formatOf, formats } from './formats.ts';
import type { UrlParams } from './params.ts';

const metaSchema = z.object({ format: z.enum(formats).nullable(), contentType: z.string() });
export type Meta = z.infer<typeof metaSchema>;

const metaFile = 'meta.json';
export const dataFile = 'data';

/** Downloads to `data` and says in `meta.json` what it is. */
export const fetchUrl = async (url: URL, settings: UrlParams, ctx: CollectContext): Promise<void> => {
  const path = join(ctx.folder, dataFile);
  const contentType = await download(
    { url, path, maxBytes: settings.maxBytes, timeoutMs: settings.timeout * 1000 },
    ctx,
  );
  const { head = new Uint8Array(), bytes } = await readHead(path);
  if (bytes === 0) throw fail('data.empty-file', { values: { path: shownAddress(url) } });
  const format = formatOf({ path: url.pathname, contentType, head }) ?? null;
  if (settings.format === 'auto' && format === null) throw unknownFormat(url, contentType);
  const meta: Meta = { format, contentType };
  await writeFile(join(ctx.folder, metaFile), JSON.stringify(meta));
};

export const readMeta = async (kept: string): Promise<Meta> =>
  metaSchema.parse(JSON.parse(await readFile(join(kept, metaFile), 'utf8')));

export const unknownFormat = (url: URL, contentType: string) =>
  fail('network.unknown-format', {
    values: { address: shownAddress(url), type: contentType.split(';')[0] || 'something without a type' },
  });
