import { assertNever } from '../../contract/assert-never.ts';
import type { Reporting } from '../../contract/context.ts';
import type { JobEvent } from './messages.ts';

export interface JobReporting extends Reporting {
  /** Sends what is still held back. */
  flush(): void;
}

const interval = 33;

/**
 * Collects what a job says and sends it in batches. A fit that never yields can't run timers, so each call looks at
 * the clock; the timer is for those that yield.
 */
export const createJobReporting = (send: (events: readonly JobEvent[]) => void): JobReporting => {
  let held: JobEvent[] = [];
  let progress: JobEvent | undefined;
  let sentAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    sentAt = Date.now();
    const events = progress ? [...held, progress] : held;
    held = [];
    progress = undefined;
    if (events.length > 0) send(events);
  };
  const soon = (): void => {
    if (Date.now() - sentAt >= interval) flush();
    else timer ??= setTimeout(flush, interval);
  };
  return {
    flush,
    progress: (fraction, text) => {
      progress = { event: 'progress', fraction, text };
      soon();
    },
    metric: (series, step, value) => {
      held.push({ event: 'metric', series, step, value });
      soon();
    },
    log: (level, text) => {
      held.push({ event: 'log', level, text });
      soon();
    },
    finding: (finding) => {
      held.push({ event: 'finding', finding });
      soon();
    },
  };
};

/** Says again on this side what a job said on the other. */
export const replay = (events: readonly JobEvent[], reporting: Reporting): void => {
  for (const event of events) {
    switch (event.event) {
      case 'progress':
        reporting.progress(event.fraction, event.text);
        break;
      case 'metric':
        reporting.metric(event.series, event.step, event.value);
        break;
      case 'log':
        reporting.log(event.level, event.text);
        break;
      case 'finding':
        reporting.finding(event.finding);
        break;
      default:
        assertNever(event);
    }
  }
};
