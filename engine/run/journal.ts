import { appendFile, mkdir, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StepJournal } from '../../contract/context.ts';
import type { Json } from '../../contract/json.ts';
import { fail } from '../../contract/problem.ts';
import type { RunEvent } from '../../contract/run-event.ts';

/** How many runs keep their events, and how many steps that did not end keep their lines. */
const kept = 100;

/** Removes the events of the oldest runs, and the lines of the steps that were given up longest ago. */
export const pruneJournals = async (store: string): Promise<void> => {
  for (const folder of ['runs', 'journals']) await keepNewest(join(store, folder));
};

const keepNewest = async (folder: string): Promise<void> => {
  const names = await readdir(folder).catch(() => []);
  if (names.length <= kept) return;
  const found = await Promise.all(
    names.map(async (name) => ({
      name,
      at: await stat(join(folder, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    })),
  );
  const old = found.sort((a, b) => b.at - a.at).slice(kept);
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { recursive: true, force: true })));
};

/** Appends events to `<store>/runs/<run>/events.ndjson`. */
export const runJournal = async (
  store: string,
  run: string,
): Promise<(events: readonly RunEvent[]) => Promise<void>> => {
  const folder = join(store, 'runs', run);
  await mkdir(folder, { recursive: true }).catch((thrown: NodeJS.ErrnoException) => {
    throw fail('file.not-written', { values: { path: store, reason: thrown.code ?? String(thrown) } });
  });
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

/** Lines a step wrote under its key before it was killed. A torn last line is cut off; whole ones are never written again. */
export const stepJournal = async (store: string, key: string): Promise<StepJournal & { remove(): Promise<void> }> => {
  const path = join(store, 'journals', `${key}.ndjson`);
  const found = await readFile(path).catch(() => Buffer.alloc(0));
  const whole = found.lastIndexOf('\n') + 1;
  const lines = parsedLines(found.toString('utf8', 0, whole));
  await mkdir(dirname(path), { recursive: true });
  if (whole < found.length) await truncate(path, whole);
  return {
    lines,
    append: (line) => appendFile(path, `${JSON.stringify(line)}\n`),
    remove: () => rm(path, { force: true }),
  };
};
