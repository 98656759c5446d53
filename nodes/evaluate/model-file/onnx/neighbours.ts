import type { PortableEstimator } from '../../../../contract/row-program.ts';
import { GraphBuilder } from './graph.ts';
import { doubles, whole } from './tensor.ts';

type Neighbours = PortableEstimator & { readonly kind: 'neighbours' };

/** Training rows in their own order, as of equally far ones the first counts. */
const inOrder = ({ order, points, y, weights, classes }: Neighbours) => {
  const places = Array.from(order, (_, place) => place).sort((a, b) => (order[a] as number) - (order[b] as number));
  const width = order.length > 0 ? points.length / order.length : 0;
  const says = (place: number): readonly number[] =>
    classes === 0 ? [y[place] as number] : Array.from({ length: classes }, (_, code) => (y[place] === code ? 1 : 0));
  return {
    rows: places.length,
    width,
    points: places.flatMap((place) => [...points.subarray(place * width, (place + 1) * width)]),
    weights: places.map((place) => (weights.length > 0 ? (weights[place] as number) : 1)),
    answers: places.flatMap(says),
  };
};

/** Votes of the neighbours of one row by their distances. */
const votesOf = (graph: GraphBuilder, distance: string, weight: string, { weighting, metric }: Neighbours): string => {
  if (weighting === 'uniform') return weight;
  const zero = graph.constant(doubles([1], [0]));
  const far = metric === 'euclidean' ? graph.op('Sqrt', [distance]) : distance;
  const exact = graph.cast(graph.op('Equal', [distance, zero]), 'double');
  const some = graph.op('Greater', [graph.op('ReduceMax', [exact], { keepdims: { int: 1 } }), zero]);
  return graph.op('Where', [some, graph.op('Mul', [weight, exact]), graph.op('Div', [weight, far])]);
};

/** What one row, `x`, is answered. */
const bodyOf = (estimator: Neighbours): GraphBuilder & { answers: string } => {
  const { rows, width, points, weights, answers } = inOrder(estimator);
  const outputs = Math.max(1, estimator.classes);
  const k = Math.min(estimator.k, rows);
  const graph = new GraphBuilder('row_');
  const apart = graph.op('Sub', [graph.constant(doubles([rows, width], points)), graph.cast('__x', 'double')]);
  const cost = estimator.metric === 'euclidean' ? graph.op('Mul', [apart, apart]) : graph.op('Abs', [apart]);
  const along = graph.constant(whole([1], [1]));
  const distances = graph.op('ReduceSum', [cost, along], { keepdims: { int: 0 } });
  const [near = '', places = ''] = graph.ops('TopK', [distances, graph.constant(whole([1], [k]))], {
    attributes: { largest: { int: 0 }, sorted: { int: 1 }, axis: { int: 0 } },
    outputs: 2,
  });
  const weight = graph.op('Gather', [graph.constant(doubles([rows], weights)), places]);
  const votes = votesOf(graph, near, weight, estimator);
  const total = graph.op('ReduceSum', [votes], { keepdims: { int: 1 } });
  const share = graph.op('Where', [
    graph.op('Greater', [total, graph.constant(doubles([1], [0]))]),
    graph.op('Div', [votes, total]),
    graph.constant(doubles([1], [1 / k])),
  ]);
  const said = graph.op('Gather', [graph.constant(doubles([rows, outputs], answers)), places]);
  const row = graph.op('Reshape', [share, graph.constant(whole([2], [1, k]))]);
  const summed = graph.op('Reshape', [graph.op('MatMul', [row, said]), graph.constant(whole([1], [outputs]))]);
  return Object.assign(graph, { answers: summed });
};

/** Row by row, so that memory goes by the training rows: rows × outputs, doubles. */
export const neighbourScores = (graph: GraphBuilder, estimator: Neighbours, x: string, width: number): string => {
  const body = bodyOf(estimator);
  const outputs = Math.max(1, estimator.classes);
  const answer = body.output(body.answers, { name: '__answer', type: 'double', dims: [outputs] });
  const inner = body.graph('neighbours of a row', [{ name: '__x', type: 'float', dims: [width] }], [answer]);
  return graph.op('Scan', [x], { body: { graph: inner }, num_scan_inputs: { int: 1 } });
};
