import { strFromU8, type Unzipped, unzipSync, zipSync } from 'fflate';
import { fail } from '../../../contract/problem.ts';

/** Parsing takes some ten bytes of memory a byte, and stands in the way of everything else meanwhile. */
export const mostUnpacked = 200 * 1024 * 1024;
const mostRepeated = 20_000_000;

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

export const tooLarge = (path: string, reason: string): Error =>
  fail('data.too-large-file', { values: { path, format: 'a workbook', reason } });

export interface Unpacked {
  readonly bytes: Uint8Array;
  /** Of LibreOffice, not of Excel. */
  readonly openDocument: boolean;
}

/**
 * A workbook that is a zip file, packed anew without compression, and only the parts that hold tables. What a packed part
 * says of its size is held against it, so that a small file can't grow without end while it is parsed.
 */
export const unpack = (path: string, bytes: Uint8Array): Unpacked => {
  let total = 0;
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!/\.(xml|rels|bin)$/i.test(name) && name !== 'mimetype') return false;
      total += originalSize;
      if (total > mostUnpacked)
        throw tooLarge(path, `it holds more than ${megabytes(mostUnpacked)} when it is unpacked`);
      return true;
    },
  });
  refuseLocked(path, parts);
  refuseRepeated(path, parts);
  return { bytes: zipSync(parts, { level: 0 }), openDocument: parts['content.xml'] !== undefined };
};

const refuseLocked = (path: string, parts: Unzipped): void => {
  const manifest = parts['META-INF/manifest.xml'];
  if (manifest && strFromU8(manifest).includes('encryption-data')) throw fail('data.locked-file', { values: { path } });
};

/** OpenDocument writes equal cells once, with how often they come: a few bytes can stand for a whole sheet. */
const refuseRepeated = (path: string, parts: Unzipped): void => {
  const content = parts['content.xml'];
  if (!content) return;
  const tags = /<table:table-row\b([^>]*)>|<table:(?:covered-)?table-cell\b([^>]*)>/g;
  let rows = 1;
  let cells = 0;
  for (const [tag, , cell] of strFromU8(content).matchAll(tags)) {
    if (cell === undefined) rows = repeated(tag, 'rows');
    else if (cell.includes('value-type')) cells += rows * repeated(tag, 'columns');
    if (cells > mostRepeated) throw tooLarge(path, `it repeats values in more than ${mostRepeated} cells`);
  }
};

const repeated = (tag: string, what: 'rows' | 'columns'): number =>
  Number(new RegExp(`number-${what}-repeated="(\\d+)"`).exec(tag)?.[1] ?? 1);
