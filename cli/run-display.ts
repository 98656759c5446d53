import type { RunEvent } from '../contract/run-event.ts';
import type { RunState } from '../contract/run-state.ts';
import { failureLines } from './problem-lines.ts';

/** Shows a run while it goes on. */
export interface RunDisplay {
  show(events: readonly RunEvent[], state: RunState | undefined): void;
  end(): void;
}

const seconds = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`);

const line = (event: RunEvent): string | undefined => {
  switch (event.event) {
    case 'node.started':
      return `▸ ${event.node}`;
    case 'node.finished':
      return `✓ ${event.node} (${seconds(event.ms)})`;
    case 'node.reused':
      return `= ${event.node} reused`;
    case 'node.skipped':
      return `- ${event.node} skipped: waits for ${event.because}`;
    case 'node.cancelled':
      return `- ${event.node} cancelled`;
    case 'node.failed':
      return `✗ ${event.node}\n${failureLines(event.failure)}`.trimEnd();
    case 'node.finding':
      return event.finding.severity === 'info' ? undefined : `  ${event.finding.severity}: ${event.finding.message}`;
    default:
      return undefined;
  }
};

const eventsAsJson: RunDisplay = {
  show: (events) => process.stdout.write(events.map((event) => `${JSON.stringify(event)}\n`).join('')),
  end: () => undefined,
};

const plainLines: RunDisplay = {
  show: (events) => {
    for (const event of events) {
      const text = line(event);
      if (text) process.stderr.write(`${text}\n`);
    }
  },
  end: () => undefined,
};

const bar = (fraction: number | null | undefined): string => {
  if (fraction === null || fraction === undefined) return '';
  const filled = Math.round(fraction * 20);
  return `${'█'.repeat(filled)}${'░'.repeat(20 - filled)} ${Math.round(fraction * 100)} %`;
};

/** Finished steps scroll by; below them one line says what is under way. */
const terminal = (): RunDisplay => {
  const clear = (): void => void process.stderr.write('\r\x1b[2K');
  return {
    show: (events, state) => {
      clear();
      plainLines.show(
        events.filter(({ event }) => event !== 'node.started'),
        state,
      );
      const running = Object.entries(state?.nodes ?? {}).filter(([, { status }]) => status === 'running');
      const text = running
        .map(([id, { fraction, text: what }]) => `${id} ${bar(fraction)} ${what ?? ''}`.trim())
        .join('  ');
      process.stderr.write(text.slice(0, (process.stderr.columns ?? 80) - 1));
    },
    end: clear,
  };
};

/** Events as JSON lines on standard output, or progress on standard error. */
export const runDisplay = (json: boolean): RunDisplay => {
  if (json) return eventsAsJson;
  return process.stderr.isTTY ? terminal() : plainLines;
};
