import { assertNever } from '../../contract/assert-never.ts';
import type { Files, NodeContext, Reporting, SourceContext, StepContext, StepJournal } from '../../contract/context.ts';
import type { DrawnFlow } from '../../contract/drawn-flow.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { NodeDefinition, Nodes } from '../../contract/node.ts';
import { fail } from '../../contract/problem.ts';
import type { Table, Value } from '../../contract/values.ts';
import type { Kept } from '../collect/kept.ts';
import type { Connection } from '../database/database.ts';
import { createLearning } from '../learning/learning.ts';
import { createModels } from '../learning/models.ts';
import { runLearner } from '../learning/run-learner.ts';
import type { LearningServices } from '../learning/services.ts';
import type { TracedTable } from '../lineage.ts';
import type { StepTables } from '../tables/step-tables.ts';
import { continuedTable } from './continued-table.ts';
import { reportCut } from './report-cut.ts';
import { runTransform } from './transform-step.ts';

/** Values that arrive at a node; one list a port, in the order of the wires. */
export type Arriving = Readonly<Record<string, readonly Value[]>>;

export interface StepRun {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly definition: NodeDefinition;
  /** What the source has fetched. */
  readonly kept?: Kept | undefined;
  readonly params: JsonObject;
  readonly seed: number;
  readonly arriving: Arriving;
  readonly titles: StepContext['titles'];
  readonly nodes: Nodes;
  readonly flow: DrawnFlow;
  readonly services: LearningServices;
  readonly connection: Connection;
  readonly tables: StepTables;
  readonly files: Files;
  readonly journal: StepJournal;
  readonly reporting: Reporting;
  readonly signal: AbortSignal;
}

type Outputs = Readonly<Record<string, Value>>;

const asTable = (value: Value): Value => (value.kind === 'predictions' ? value.table : value);

const forInputs = ({ definition, arriving }: StepRun): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(definition.inputs).map(([port, { kind, many }]) => {
      const values = (arriving[port] ?? []).map((value) => (kind === 'table' ? asTable(value) : value));
      return [port, many ? values : values[0]];
    }),
  );

const tableAt = ({ arriving, id }: StepRun): Table => {
  const value = arriving['table']?.[0];
  const table = value && asTable(value);
  if (table?.kind !== 'table') throw fail('flow.missing-input', { node: id, port: 'table' });
  return table;
};

const rooted = (outputs: Outputs): Outputs =>
  Object.fromEntries(
    Object.entries(outputs).map(([port, value]): [string, Value] => {
      if (value.kind !== 'table') return [port, value];
      const raw: TracedTable = { ...value, lineage: { rawColumns: value.columns, recipe: [], raw: value } };
      return [port, raw];
    }),
  );

/** A table that goes on with the rows of an input goes on with its recipe, too. */
const continued = ({ definition, arriving, reporting }: StepRun, { table }: Outputs): Outputs => {
  const from = definition.role === 'node' && definition.continues ? arriving[definition.continues]?.[0] : undefined;
  if (!from || table?.kind !== 'table') return {};
  return { table: continuedTable(asTable(from) as Table, table, reporting) };
};

/** Runs one step by what it is. Its outputs still live in the step's own relations. */
export const runStep = async (run: StepRun): Promise<Outputs> => {
  const { definition, id, type, title, params, nodes, services, connection } = run;
  const { seed, signal, tables, files, reporting, journal } = run;
  const context: NodeContext = { ...reporting, node: id, seed, signal, tables, files };
  const settings = params as never;
  const step = { node: id, title, context, connection, dropLater: tables.dropLater };
  const models = createModels({ ...services, nodes }, step);
  switch (definition.role) {
    case 'source': {
      for (const finding of run.kept?.findings ?? []) context.finding(finding);
      const kept = run.kept ? { kept: run.kept.folder } : {};
      const work: SourceContext['work'] = (of, input) => services.pool.work({ type: of, input }, { signal, reporting });
      return rooted((await definition.read(settings, { ...context, ...kept, models, work })) as Outputs);
    }
    case 'transform': {
      const { table: _, ...others } = forInputs(run);
      return runTransform({ node: id, type, definition, params, table: tableAt(run), others }, context);
    }
    case 'learner': {
      const outputs = await runLearner(services, step, { type, params, table: tableAt(run) });
      return { ...outputs };
    }
    case 'node': {
      const learning = createLearning({ ...services, nodes }, step);
      reportCut(definition, Object.values(run.arriving).flat(), reporting);
      const outputs = await definition.run(forInputs(run) as never, settings, {
        ...context,
        learning,
        models,
        journal,
        flow: run.flow,
        titles: run.titles,
      });
      return { ...rooted(outputs as Outputs), ...continued(run, outputs as Outputs) };
    }
    default:
      return assertNever(definition);
  }
};

/** What leaves a node that is bypassed: its first table, at each of its table outputs. */
export const bypassStep = (definition: NodeDefinition, arriving: Arriving): Outputs => {
  const table = Object.values(arriving)
    .flat()
    .map(asTable)
    .find(({ kind }) => kind === 'table');
  return Object.fromEntries(
    Object.entries(definition.outputs).flatMap(([port, { kind }]) =>
      kind === 'table' && table ? [[port, table]] : [],
    ),
  );
};
