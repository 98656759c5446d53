import { assertNever } from '../../contract/assert-never.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { NodeDefinition } from '../../contract/node.ts';
import type { Problem } from '../../contract/problem.ts';
import { fail, problem, toFailureData } from '../../contract/problem.ts';
import type { LearnerShape, Shape, Shapes, TableShape } from '../../contract/shape.ts';
import { taskOf } from '../../contract/task.ts';

/** Shapes that arrive at a node's inputs; one list a port, in the order of the wires. */
export type ArrivingShapes = Readonly<Record<string, readonly Shape[]>>;

export interface ShapeRequest {
  readonly type: string;
  readonly definition: NodeDefinition;
  readonly params: JsonObject;
  readonly arriving: ArrivingShapes;
  /** What a look at a source's data has found. */
  readonly inspected: TableShape | undefined;
}

export interface ShapeAnswer {
  readonly outputs: Shapes;
  readonly problems: readonly Problem[];
}

const nothingKnown: TableShape = { kind: 'table', split: { parts: false, folds: 0, repeats: 0 } };

/** Predictions stand in for a table where one is asked for. */
export const asTableShape = (shape: Shape | undefined): TableShape | undefined => {
  if (shape?.kind === 'table') return shape;
  if (shape?.kind === 'predictions') return { kind: 'table', split: shape.split };
  return undefined;
};

const asAsked = (definition: NodeDefinition, port: string, shape: Shape | undefined): Shape | undefined =>
  definition.inputs[port]?.kind === 'table' ? asTableShape(shape) : shape;

const forInputs = (definition: NodeDefinition, arriving: ArrivingShapes): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(definition.inputs).map(([port, { many }]) => {
      const shapes = arriving[port] ?? [];
      return [
        port,
        many ? shapes.map((shape) => asAsked(definition, port, shape)) : asAsked(definition, port, shapes[0]),
      ];
    }),
  );

const learnerOutputs = (request: ShapeRequest): Shapes => {
  const table = asTableShape(request.arriving['table']?.[0]);
  const target = table?.columns?.find((column) => column.role === 'target');
  const task = target && taskOf(target);
  const known = { ...(task ? { task } : {}), ...(target ? { target: target.name } : {}) };
  const tasks = request.definition.role === 'learner' ? request.definition.tasks : [];
  const learner: LearnerShape = { kind: 'learner', type: request.type, tasks };
  return {
    model: { kind: 'model', ...known },
    learner,
    predictions: { kind: 'predictions', ...(task ? { task } : {}), split: table?.split ?? nothingKnown.split },
    report: { kind: 'report' },
  };
};

const answerOf = ({ definition, params, ...rest }: ShapeRequest): ShapeAnswer => {
  const settings = params as never;
  switch (definition.role) {
    case 'source': {
      const { outputs, problems } = definition.shape(settings, rest.inspected);
      return { outputs, problems: problems ?? [] };
    }
    case 'transform': {
      const { outputs, problems } = definition.shape(
        asTableShape(rest.arriving['table']?.[0]) ?? nothingKnown,
        settings,
        forInputs(definition, rest.arriving) as never,
      );
      return { outputs, problems: problems ?? [] };
    }
    case 'learner':
      return { outputs: learnerOutputs({ definition, params, ...rest }), problems: [] };
    case 'node': {
      const { outputs, problems } = definition.shape(forInputs(definition, rest.arriving) as never, settings);
      return { outputs, problems: problems ?? [] };
    }
    default:
      return assertNever(definition);
  }
};

/** What leaves a node, told from what arrives. A `shape` that throws becomes a problem of its node. */
export const shapeOf = (request: ShapeRequest): ShapeAnswer => {
  try {
    return answerOf(request);
  } catch (thrown) {
    const { code, message, where } = toFailureData(thrown);
    const found = code === 'internal.error' ? fail('internal.error', { values: { message } }) : undefined;
    return {
      outputs: {},
      problems: [problem(code, { ...where, ...(found ? { values: { message: found.message } } : {}) })],
    };
  }
};

/** A bypassed node hands its first table on to each table output; other outputs stay unknown. */
export const bypassed = (definition: NodeDefinition, arriving: ArrivingShapes): Shapes => {
  const table = Object.values(arriving)
    .flat()
    .map(asTableShape)
    .find((shape) => shape !== undefined);
  return Object.fromEntries(
    Object.entries(definition.outputs).flatMap(([port, { kind }]) =>
      kind === 'table' && table ? [[port, table]] : [],
    ),
  );
};
