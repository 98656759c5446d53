import type { MatrixColumn } from '../../../../contract/matrix.ts';
import type { PortableEstimator } from '../../../../contract/row-program.ts';
import type { Model } from '../../../../contract/values.ts';
import { outputsOf } from './answers.ts';
import { encodeOnnx } from './encode-onnx.ts';
import { scoresOf } from './estimator.ts';
import { inputOf, preparedFeatures } from './features.ts';
import { GraphBuilder } from './graph.ts';

const aboutOf = ({ name, target, task, recipe, golden }: Model): Readonly<Record<string, string>> => ({
  'millrace.model': name,
  'millrace.target': target,
  'millrace.task': task,
  'millrace.stepsBefore': JSON.stringify(recipe.map(({ type, kind }) => ({ type, kind }))),
  'millrace.rowsCompared': String(golden?.rows.length ?? 0),
});

/** A model behind its recipe as an ONNX file: a column each in, the answers out. `columns` are the prepared ones. */
export const onnxFile = (model: Model, estimator: PortableEstimator, columns: readonly MatrixColumn[]): Uint8Array => {
  const graph = new GraphBuilder();
  const x = preparedFeatures(graph, model.preparation);
  const scores = scoresOf(graph, estimator, { x, columns });
  const outputs = outputsOf(graph, model, { estimator, scores });
  return encodeOnnx(graph.graph('model', model.preparation.input.map(inputOf), outputs), aboutOf(model));
};
