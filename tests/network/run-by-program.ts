import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../../contract/json.ts';
import type { RunEvent } from '../../contract/run-event.ts';
import { foldRun, type NodeRunState, type RunState } from '../../contract/run-state.ts';
import { type Ended, millrace } from '../harness/millrace.ts';
import { sketch } from '../harness/sketch.ts';

interface RunByProgram extends Ended {
  readonly node: NodeRunState | undefined;
}

/** Runs a flow of one source with the built command line. */
export const runByProgram =
  (folder: string, environment: NodeJS.ProcessEnv = {}) =>
  async (type: string, params: JsonObject, allow: readonly string[] = []): Promise<RunByProgram> => {
    await writeFile(join(folder, 'it.flow.json'), JSON.stringify(sketch({ nodes: { it: { type, params } } })));
    const ended = await millrace(
      ['run', 'it.flow.json', '--json', ...allow.flatMap((host) => ['--allow', host])],
      folder,
      { environment },
    );
    const events = ended.out
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as RunEvent);
    return { ...ended, node: events.reduce<RunState | undefined>(foldRun, undefined)?.nodes['it'] };
  };
