import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So much may be left over before it is looked for. */
const mostBytes = 2 ** 28;

let collect: (() => void) | undefined;
let bytes = 0;

/** Does nothing where V8 takes no flags. */
const collector = (): (() => void) => {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('globalThis.gc');
  return typeof gc === 'function' ? () => gc() : () => undefined;
};

/**
 * Tells of memory that threads share: V8 does not count it, and so would let gigabytes that nobody uses any more lie until
 * something else makes it collect. Here that is each quarter of a gibibyte.
 */
export const countUnseen = (more: number): void => {
  bytes += more;
  if (bytes < mostBytes) return;
  bytes = 0;
  collect ??= collector();
  collect();
};
