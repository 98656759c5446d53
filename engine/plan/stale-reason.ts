import { canonicalJson } from '../../contract/canonical.ts';
import type { StaleReason } from '../../contract/run-event.ts';
import type { KeyParts } from './key-parts.ts';

const different = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): readonly string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (name) => canonicalJson(a[name]) !== canonicalJson(b[name]),
  );

/** Which part of the key differs from last time. `nodeOfKey` names the node that had or has a key. */
export const staleReason = (
  before: KeyParts | undefined,
  now: KeyParts,
  upstream: Readonly<Record<string, readonly string[]>>,
): StaleReason => {
  if (!before || before.type !== now.type) return { reason: 'never-run' };
  if (before.version !== now.version) return { reason: 'version' };
  const params = different(before.params, now.params);
  const [file] = different(before.files, now.files);
  if (params.length > 0) return { reason: 'param', params };
  if (file) return { reason: 'file', path: String(now.params[file] ?? file) };
  if (before.seed !== now.seed) return { reason: 'seed' };
  if (canonicalJson(Object.keys(before.inputs).sort()) !== canonicalJson(Object.keys(now.inputs).sort()))
    return { reason: 'wires' };
  const ports = different(before.inputs, now.inputs);
  if (ports.length > 0)
    return { reason: 'upstream', nodes: [...new Set(ports.flatMap((port) => upstream[port] ?? []))] };
  return { reason: 'cache-removed' };
};
