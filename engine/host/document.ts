import type { Flow } from '../../contract/flow.ts';
import type { Problem } from '../../contract/problem.ts';

/** A document that a window has open. */
export interface HostDocument {
  readonly id: string;
  readonly path: string | undefined;
  readonly flow: Flow;
  readonly problems: readonly Problem[];
  readonly readOnly: boolean;
  /** Time of change of the file as it was last read or written here. */
  readonly fileTime: number | undefined;
  /** Paths outside the flow's folder that the user chose. */
  readonly granted: readonly string[];
  /** Hosts outside that the user lets the flow reach. */
  readonly access: readonly string[];
}
