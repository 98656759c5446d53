import type { Compression } from '../file-head.ts';
import { openBytes } from '../open-bytes.ts';

/**
 * The line on which each byte of a file stands, both counted from 1. DuckDB's own line numbers take a quoted line break
 * for no line.
 */
export const linesOfBytes = async (
  file: { readonly path: string; readonly compression: Compression },
  positions: readonly number[],
): Promise<ReadonlyMap<number, number>> => {
  const lines = new Map<number, number>();
  const wanted = [...new Set(positions)].sort((a, b) => a - b);
  let next = 0;
  let offset = 0;
  let line = 1;
  let previous = 0;
  for await (const piece of openBytes(file.path, file.compression) as AsyncIterable<Uint8Array>) {
    for (const byte of piece) {
      if (previous === 10 || (previous === 13 && byte !== 10)) line++;
      previous = byte;
      offset++;
      for (; (wanted[next] ?? Infinity) <= offset; next++) lines.set(wanted[next] ?? 0, line);
    }
    if (next >= wanted.length) break;
  }
  return lines;
};
