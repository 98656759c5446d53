import type { Json } from '../../contract/json.ts';

/** All that a step's result depends on. Equal parts, equal result. */
export interface KeyParts {
  readonly type: string;
  readonly version: number;
  /** Only what differs from the defaults, flow parameters in place. */
  readonly params: Readonly<Record<string, Json>>;
  readonly seed: number;
  /** Per input port, `key.port` of what is wired to it, and its title where reports name it, in the order of the wires. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
  /** Per param that names a file, the hash of its content. */
  readonly files: Readonly<Record<string, string>>;
}
