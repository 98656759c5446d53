import { fail } from '../../contract/problem.ts';
import { type Lane, type LaneKind, openProcess, openThread } from './lane.ts';

export interface Lanes {
  /** How many are at work. */
  readonly working: number;
  /** A free lane, once fewer than `size` are at work. Rejects with `request.cancelled` when aborted before that. */
  acquire(kind: LaneKind, signal: AbortSignal): Promise<Lane>;
  /** `usable` is false for a lane whose job was given up: it is stopped. */
  release(lane: Lane, usable: boolean): void;
  close(): void;
}

interface Waiting {
  readonly kind: LaneKind;
  readonly give: (lane: Lane) => void;
  readonly leave: () => void;
}

/** Opens lanes as they are asked for and keeps them for the next job. */
export const createLanes = (worker: URL, size: number): Lanes => {
  const idle: Lane[] = [];
  const open = new Set<Lane>();
  const waiting: Waiting[] = [];
  let working = 0;

  const take = (kind: LaneKind): Lane => {
    const at = idle.findIndex((lane) => lane.kind === kind && !lane.ended);
    const [kept] = at < 0 ? [] : idle.splice(at, 1);
    const lane = kept ?? (kind === 'thread' ? openThread(worker) : openProcess(worker));
    open.add(lane);
    return lane;
  };
  const next = (): void => {
    while (working < size) {
      const first = waiting.shift();
      if (!first) return;
      working++;
      first.give(take(first.kind));
    }
  };
  return {
    get working() {
      return working;
    },
    acquire: (kind, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(fail('request.cancelled'));
        const leave = (): void => {
          waiting.splice(waiting.indexOf(entry), 1);
          reject(fail('request.cancelled'));
        };
        const entry: Waiting = {
          kind,
          leave,
          give: (lane) => {
            signal.removeEventListener('abort', leave);
            resolve(lane);
          },
        };
        signal.addEventListener('abort', leave);
        waiting.push(entry);
        next();
      }),
    release: (lane, usable) => {
      working--;
      lane.listen(undefined);
      if (usable && !lane.ended) idle.push(lane);
      else {
        open.delete(lane);
        lane.stop();
      }
      next();
    },
    close: () => {
      for (const { leave } of [...waiting]) leave();
      for (const lane of open) lane.stop();
      open.clear();
    },
  };
};
