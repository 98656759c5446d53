import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '../../contract/run-event.ts';

/** Events of the latest run of the flows in a folder, as its host journalled them. */
export const latestRun = (folder: string): readonly RunEvent[] => {
  const runs = join(folder, '.millrace', 'runs');
  const [latest] = readdirSync(runs)
    .map((name) => join(runs, name, 'events.ndjson'))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return readFileSync(latest ?? '', 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent);
};

export const resultHashOf = (events: readonly RunEvent[]): string | null | undefined =>
  events.flatMap((event) => (event.event === 'run.finished' ? [event.resultHash] : []))[0];
