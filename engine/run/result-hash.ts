import { createHash } from 'node:crypto';
import { canonicalJson } from '../../contract/canonical.ts';
import type { Outcome } from './outcome.ts';

/** Hash over the content of all outputs: equal on every host, for any number of workers. Null where nothing came out. */
export const resultHash = (outcomes: Readonly<Record<string, Outcome>>): string | null => {
  const hashes = Object.entries(outcomes).flatMap(([node, outcome]) =>
    outcome.ended === 'done'
      ? [[node, Object.fromEntries(Object.entries(outcome.summaries).map(([port, { hash }]) => [port, hash]))]]
      : [],
  );
  if (hashes.length === 0) return null;
  return `sha256:${createHash('sha256')
    .update(canonicalJson(Object.fromEntries(hashes)))
    .digest('hex')}`;
};
