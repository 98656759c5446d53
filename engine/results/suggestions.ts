import type { NodeContext } from '../../contract/context.ts';
import type { FlowPlace } from '../../contract/engine-api.ts';
import type { Flow } from '../../contract/flow.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Nodes, TransformNode } from '../../contract/node.ts';
import { Failure, fail } from '../../contract/problem.ts';
import type { SuggestionNews } from '../../contract/suggestion.ts';
import type { Table } from '../../contract/values.ts';
import { settingsOf } from '../check/settings.ts';
import type { Database } from '../database/database.ts';
import { stoppable } from '../database/stoppable.ts';
import { flowFiles } from '../files/flow-files.ts';
import { stepTables } from '../tables/step-tables.ts';
import { trainingRows } from '../tables/training-rows.ts';
import type { Workspace } from '../workspace.ts';

export interface Suggesting {
  readonly nodes: Nodes;
  readonly database: Database;
  readonly bundled: string;
  readonly workspace: Workspace;
  readonly place: FlowPlace;
  readonly flow: Flow;
  readonly node: string;
  /** What came in at the node. */
  readonly table: Table;
  readonly signal: AbortSignal;
  emit(news: SuggestionNews): void;
}

type SuggestingNode = TransformNode & { readonly suggests: NonNullable<TransformNode['suggests']> };

const asked = ({ flow, node, nodes }: Suggesting): { definition: SuggestingNode; params: JsonObject } => {
  const type = flow.nodes[node]?.type ?? '';
  const definition = nodes[type];
  if (definition?.role !== 'transform' || !definition.suggests) throw fail('flow.unknown-node', { values: { type } });
  const { params, problems } = settingsOf(node, flow, definition);
  const wrong = problems.find(({ severity }) => severity === 'error');
  if (wrong || !params) throw new Failure(wrong ?? fail('param.invalid', { node }));
  return { definition: definition as SuggestingNode, params };
};

/** What a node suggests for one of its settings, read off the table that came in. */
export const makeSuggestions = async (request: Suggesting): Promise<void> => {
  const { database, workspace, place, bundled, flow, node, signal, emit } = request;
  const { definition, params } = asked(request);
  const cleaning = await database.connect();
  const folder = await workspace.cache.begin();
  const connection = stoppable(cleaning, signal);
  const tables = stepTables({ database, connection, cleaning, scratch: folder });
  const context: NodeContext = {
    node,
    seed: flow.nodes[node]?.seed ?? flow.seed,
    signal,
    tables,
    files: flowFiles(place, bundled),
    progress: (fraction, text = '') => emit({ news: 'progress', fraction: fraction ?? null, text }),
    metric: () => undefined,
    log: () => undefined,
    finding: () => undefined,
  };
  try {
    const table = definition.kind === 'fitted' ? await trainingRows(tables, request.table) : request.table;
    const suggestions = await definition.suggests.suggest(table, params as never, context);
    signal.throwIfAborted();
    emit({ news: 'suggestions', suggestions, rows: table.rows });
  } finally {
    await tables.dispose().catch(() => undefined);
    connection.close();
    await workspace.cache.abandon(folder);
  }
};
