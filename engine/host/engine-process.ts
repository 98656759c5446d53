import type { Link } from '../../contract/link.ts';

/** An engine in a process of its own, as a host starts it. */
export interface EngineProcess {
  readonly link: Link;
  onExit(listener: () => void): void;
  kill(): void;
}
