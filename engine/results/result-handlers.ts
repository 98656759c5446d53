import type { EngineApi, FlowPlace } from '../../contract/engine-api.ts';
import type { Handlers } from '../../contract/link.ts';
import type { Nodes } from '../../contract/node.ts';
import { fail } from '../../contract/problem.ts';
import type { RowCondition } from '../../contract/row-pick.ts';
import type { Table } from '../../contract/values.ts';
import { loadHandle } from '../cache/load-value.ts';
import type { Database } from '../database/database.ts';
import { withConnection } from '../database/with-connection.ts';
import type { Workspace } from '../workspace.ts';
import { summarise } from './column-summary.ts';
import { Pages } from './page.ts';
import { pickedRows } from './picked-rows.ts';
import { makeSuggestions } from './suggestions.ts';
import { tableChanges } from './table-changes.ts';

interface Results {
  readonly nodes: Nodes;
  readonly database: Database;
  readonly bundled: string;
  workspaceOf(place: FlowPlace): Promise<Workspace>;
}

interface Choice {
  readonly handle: string;
  readonly where?: readonly RowCondition[] | undefined;
  readonly beside?: string | undefined;
}

type ResultHandlers = Pick<Handlers<EngineApi>, 'engine.page' | 'engine.summary' | 'engine.changes' | 'engine.suggest'>;

/** Everything that is asked about a table that a run has made. */
export const resultHandlers = ({ workspaceOf, database, ...base }: Results): ResultHandlers => {
  const pages = new Pages(database);
  const tableOf = async (place: FlowPlace, handle: string): Promise<Table> => {
    const value = await loadHandle((await workspaceOf(place)).cache, handle);
    if (value.kind === 'predictions') return value.table;
    if (value.kind !== 'table') throw fail('result.gone');
    return value;
  };
  const rowsOf = async (place: FlowPlace, { handle, where, beside }: Choice): Promise<Table> => {
    const table = await tableOf(place, handle);
    if (!where && beside === undefined) return table;
    return pickedRows(table, {
      where: where ?? [],
      beside: beside === undefined ? undefined : await tableOf(place, beside),
    });
  };
  return {
    'engine.page': async ({ place, handle, where, beside, ...request }, signal) =>
      pages.page(
        await rowsOf(place, { handle, where, beside }),
        { ...request, picked: where !== undefined || beside !== undefined },
        signal,
      ),
    'engine.summary': ({ place, ...choice }, signal) =>
      withConnection(database, signal, async (connection) => summarise(connection, await rowsOf(place, choice))),
    'engine.changes': ({ place, handle, before }, signal) =>
      withConnection(database, signal, async (connection) =>
        tableChanges(connection, await tableOf(place, before), await tableOf(place, handle)),
      ),
    'engine.suggest': async ({ place, handle, ...request }, emit, signal) => {
      const [workspace, table] = [await workspaceOf(place), await tableOf(place, handle)];
      return makeSuggestions({ ...base, ...request, database, place, workspace, table, signal, emit });
    },
  };
};
