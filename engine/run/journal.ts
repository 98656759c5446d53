import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StepJournal } from '../../contract/context.ts';
import type { Json } from '../../contract/json.ts';
import type { RunEvent } from '../../contract/run-event.ts';

/** Appends events to `<store>/runs/<run>/events.ndjson`. */
export const runJournal = async (
  store: string,
  run: string,
): Promise<(events: readonly RunEvent[]) => Promise<void>> => {
  const folder = join(store, 'runs', run);
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'events.ndjson');
  return (events) => appendFile(path, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
};

const parsedLines = (text: string): readonly Json[] =>
  text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Json];
    } catch {
      return [];
    }
  });

/** Lines a step wrote under its key before it was killed; a torn last line is left out. */
export const stepJournal = async (store: string, key: string): Promise<StepJournal & { remove(): Promise<void> }> => {
  const path = join(store, 'journals', `${key}.ndjson`);
  const lines = parsedLines(await readFile(path, 'utf8').catch(() => ''));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return {
    lines,
    append: (line) => appendFile(path, `${JSON.stringify(line)}\n`),
    remove: () => rm(path, { force: true }),
  };
};
