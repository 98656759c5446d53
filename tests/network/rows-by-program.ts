import { expect } from 'vitest';
import type { JsonObject } from '../../contract/json.ts';
import { runByProgram } from './run-by-program.ts';

/** How many rows the built command line gets from a source. */
export const rowsByProgram =
  (folder: string) =>
  async (type: string, params: JsonObject, allow: readonly string[] = []) => {
    const { code, err, node } = await runByProgram(folder)(type, params, allow);
    const { failure, outputs } = node ?? {};
    expect({ code, err, failure }).toEqual({ code: 0, err: expect.anything(), failure: undefined });
    const table = outputs?.['table'];
    return table?.kind === 'table' ? table.rows : undefined;
  };
