import type { MatrixColumn } from '../../../../contract/matrix.ts';
import type { PortableEstimator } from '../../../../contract/row-program.ts';
import { columnsOf } from './features.ts';
import type { GraphBuilder } from './graph.ts';
import { neighbourScores } from './neighbours.ts';
import { doubles, floats, whole } from './tensor.ts';
import { treeScores } from './trees.ts';

type Of<K extends PortableEstimator['kind']> = PortableEstimator & { readonly kind: K };

export interface Prepared {
  readonly x: string;
  readonly columns: readonly MatrixColumn[];
}

/** outputs × inputs as inputs × outputs. */
const transposed = (values: Float64Array, outputs: number): number[] => {
  const inputs = values.length / outputs;
  return Array.from(
    { length: values.length },
    (_, at) => values[(at % outputs) * inputs + Math.floor(at / outputs)] as number,
  );
};

const linear = (graph: GraphBuilder, { coefficients, intercepts }: Of<'linear'>, { x, columns }: Prepared): string => {
  const outputs = intercepts.length;
  const weights = graph.constant(doubles([columns.length, outputs], transposed(coefficients, outputs)));
  const product = graph.op('MatMul', [graph.cast(x, 'double'), weights]);
  return graph.op('Add', [product, graph.constant(doubles([1, outputs], intercepts))]);
};

const operators = { relu: 'Relu', tanh: 'Tanh', sigmoid: 'Sigmoid' } as const;

const dense = (graph: GraphBuilder, { sizes, weights, activations }: Of<'dense'>, x: string): string => {
  let at = 0;
  let values = x;
  sizes.slice(1).forEach((units, layer) => {
    const inputs = sizes[layer] ?? 0;
    const kernel = graph.constant(floats([inputs, units], weights.subarray(at, at + inputs * units)));
    at += inputs * units;
    const bias = graph.constant(floats([1, units], weights.subarray(at, at + units)));
    at += units;
    const sums = graph.op('Add', [graph.op('MatMul', [values, kernel]), bias]);
    const activation = activations[layer] ?? 'linear';
    values = activation === 'linear' ? sums : graph.op(operators[activation], [sums]);
  });
  return graph.cast(values, 'double');
};

/** Log probabilities that a number, normal within each class, adds. Missing ones add nothing. */
const normalScores = (graph: GraphBuilder, estimator: Of<'bayes'>, x: string): string | undefined => {
  const { columns, table, classes, epsilon } = estimator;
  const places = columns.flatMap(({ levels }, at) => (levels > 0 ? [] : [at]));
  if (places.length === 0) return undefined;
  const each = (of: (from: number, code: number) => number): string =>
    graph.constant(
      doubles(
        [places.length, classes],
        places.flatMap((at) => Array.from({ length: classes }, (_, code) => of(columns[at]?.from ?? 0, code))),
      ),
    );
  const spread = (from: number, code: number): number => (table[from + classes + code] as number) + epsilon;
  const values = graph.cast(columnsOf(graph, x, places), 'double');
  const last = graph.op('Unsqueeze', [values, graph.constant(whole([1], [2]))]);
  const apart = graph.op('Sub', [last, each((from, code) => table[from + code] as number)]);
  const squares = graph.op('Div', [graph.op('Mul', [apart, apart]), each(spread)]);
  const logs = graph.op('Add', [squares, each((from, code) => Math.log(2 * Math.PI * spread(from, code)))]);
  const half = graph.op('Mul', [logs, graph.constant(doubles([1], [-0.5]))]);
  const known = graph.op('Where', [graph.op('IsNaN', [last]), graph.constant(doubles([1], [0])), half]);
  return graph.op('ReduceSum', [known, graph.constant(whole([1], [1]))], { keepdims: { int: 0 } });
};

const levelScores = (graph: GraphBuilder, { columns, table, classes }: Of<'bayes'>, x: string): readonly string[] =>
  columns.flatMap(({ levels, from }, at) => {
    if (levels === 0) return [];
    const code = columnsOf(graph, x, [at]);
    const missing = graph.op('IsNaN', [code]);
    const known = graph.op('Where', [missing, graph.constant(floats([1, 1], [0])), code]);
    const flat = graph.op('Squeeze', [graph.cast(known, 'int64'), graph.constant(whole([1], [1]))]);
    const shares = transposed(table.subarray(from, from + levels * classes), classes);
    const found = graph.op('Gather', [graph.constant(doubles([levels, classes], shares)), flat]);
    return [graph.op('Where', [missing, graph.constant(doubles([1, 1], [0])), found])];
  });

const bayes = (graph: GraphBuilder, estimator: Of<'bayes'>, { x }: Prepared): string => {
  const priors = graph.constant(doubles([1, estimator.classes], estimator.priors));
  const numbers = normalScores(graph, estimator, x);
  const parts = [...(numbers ? [numbers] : []), ...levelScores(graph, estimator, x)];
  return parts.reduce((sum, part) => graph.op('Add', [sum, part]), priors);
};

/** The same for every row. */
const constant = (graph: GraphBuilder, { answers }: Of<'constant'>, { x }: Prepared): string => {
  const rows = graph.op('Gather', [graph.op('Shape', [x]), graph.constant(whole([1], [0]))]);
  const shape = graph.op('Concat', [rows, graph.constant(whole([1], [answers.length]))], { axis: { int: 0 } });
  return graph.op('Expand', [graph.constant(doubles([1, answers.length], answers)), shape]);
};

/** What the estimator says of the prepared rows before the link: rows × outputs, doubles. */
export const scoresOf = (graph: GraphBuilder, estimator: PortableEstimator, prepared: Prepared): string => {
  switch (estimator.kind) {
    case 'linear':
      return linear(graph, estimator, prepared);
    case 'trees':
      return graph.cast(treeScores(graph, estimator, prepared), 'double');
    case 'neighbours':
      return neighbourScores(graph, estimator, prepared.x, prepared.columns.length);
    case 'bayes':
      return bayes(graph, estimator, prepared);
    case 'dense':
      return dense(graph, estimator, prepared.x);
    case 'constant':
      return constant(graph, estimator, prepared);
  }
};
