import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { JsonObject } from '../../contract/json.ts';
import type { RunEvent } from '../../contract/run-event.ts';
import { foldRun, type RunState } from '../../contract/run-state.ts';
import { millrace } from '../harness/millrace.ts';
import { sketch } from '../harness/sketch.ts';

/** How many rows the built command line gets from a source. */
export const rowsByProgram =
  (folder: string) =>
  async (type: string, params: JsonObject, allow: readonly string[] = []) => {
    await writeFile(join(folder, 'it.flow.json'), JSON.stringify(sketch({ nodes: { it: { type, params } } })));
    const { code, out, err } = await millrace(
      ['run', 'it.flow.json', '--json', ...allow.flatMap((host) => ['--allow', host])],
      folder,
    );
    const events = out
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as RunEvent);
    const state = events.reduce<RunState | undefined>(foldRun, undefined);
    const { failure, outputs } = state?.nodes['it'] ?? {};
    expect({ code, err, failure }).toEqual({ code: 0, err: expect.anything(), failure: undefined });
    const table = outputs?.['table'];
    return table?.kind === 'table' ? table.rows : undefined;
  };
