import type { EngineApi, FlowPlace } from '../../contract/engine-api.ts';
import type { Handlers } from '../../contract/link.ts';
import type { Nodes } from '../../contract/node.ts';
import { fail } from '../../contract/problem.ts';
import type { Workspace } from '../workspace.ts';
import { exportRuns } from './export-runs.ts';
import { fitsFigure } from './fits-figure.ts';
import { readKeptFlow } from './flow-snapshots.ts';
import { listFits, listRuns } from './ledger.ts';

type LedgerRequest = 'engine.runs' | 'engine.fits' | 'engine.fits-figure' | 'engine.run-flow' | 'engine.export-runs';

/** What can be asked of the books. */
export const ledgerHandlers = (
  nodes: Nodes,
  workspaceOf: (place: FlowPlace) => Promise<Workspace>,
): Pick<Handlers<EngineApi>, LedgerRequest> => ({
  'engine.runs': async ({ place }) => listRuns((await workspaceOf(place)).store),
  'engine.fits': async ({ place }) => listFits((await workspaceOf(place)).store),
  'engine.fits-figure': async ({ place, ...request }) =>
    fitsFigure(await listFits((await workspaceOf(place)).store), request, (type) => nodes[type]?.title ?? type),
  'engine.run-flow': async ({ place, run }) => {
    const { store } = await workspaceOf(place);
    const found = (await listRuns(store)).find((record) => record.run === run);
    if (!found) throw fail('run.unknown', { values: { run } });
    return readKeptFlow(store, found.flow);
  },
  'engine.export-runs': async ({ place, to }) => {
    await workspaceOf(place);
    return exportRuns(place, to);
  },
});
