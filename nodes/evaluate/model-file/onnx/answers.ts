import type { PortableEstimator } from '../../../../contract/row-program.ts';
import type { Calibration, ClassCurve, Model } from '../../../../contract/values.ts';
import { columnsOf } from './features.ts';
import type { GraphBuilder, GraphValue } from './graph.ts';
import { doubles, strings, whole } from './tensor.ts';

const one = (graph: GraphBuilder, value: number): string => graph.constant(doubles([1, 1], [value]));

const both = (graph: GraphBuilder, second: string): string =>
  graph.op('Concat', [graph.op('Sub', [one(graph, 1), second]), second], { axis: { int: 1 } });

const linked = (graph: GraphBuilder, { link }: PortableEstimator, scores: string): string => {
  switch (link) {
    case 'identity':
      return scores;
    case 'exp':
      return graph.op('Exp', [scores]);
    case 'softmax':
      return graph.op('Softmax', [scores], { axis: { int: 1 } });
    case 'logistic': {
      const rest = graph.op('Exp', [graph.op('Neg', [scores])]);
      return both(graph, graph.op('Reciprocal', [graph.op('Add', [one(graph, 1), rest])]));
    }
  }
};

/** Classes that training did not have get the probability 0. */
const ofAllClasses = (graph: GraphBuilder, { present, classes }: PortableEstimator, answers: string): string => {
  if (!present || present.length === classes) return answers;
  const places = present.flatMap((code) => Array.from({ length: classes }, (_, at) => (at === code ? 1 : 0)));
  return graph.op('MatMul', [answers, graph.constant(doubles([present.length, classes], places))]);
};

const least = 1e-12;

const sigmoidCurve = (graph: GraphBuilder, slope: number, offset: number, p: string): string => {
  const kept = graph.op('Min', [graph.op('Max', [p, one(graph, least)]), one(graph, 1 - least)]);
  const odds = graph.op('Log', [graph.op('Div', [kept, graph.op('Sub', [one(graph, 1), kept])])]);
  const score = graph.op('Add', [graph.op('Mul', [odds, one(graph, slope)]), one(graph, offset)]);
  const rest = graph.op('Exp', [graph.op('Neg', [score])]);
  return graph.op('Reciprocal', [graph.op('Add', [one(graph, 1), rest])]);
};

/** Straight between the points, level beyond the first and the last. */
const isotonicCurve = (
  graph: GraphBuilder,
  { at, values }: { readonly at: readonly number[]; readonly values: readonly number[] },
  p: string,
): string => {
  const edges = graph.constant(doubles([1, at.length], at));
  const passed = graph.cast(graph.op('LessOrEqual', [edges, p]), 'int64');
  const above = graph.op('ReduceSum', [passed, graph.constant(whole([1], [1]))], { keepdims: { int: 1 } });
  const limit = (place: string): string =>
    graph.op('Min', [
      graph.op('Max', [place, graph.constant(whole([1], [0]))]),
      graph.constant(whole([1], [at.length - 1])),
    ]);
  const low = limit(graph.op('Sub', [above, graph.constant(whole([1], [1]))]));
  const high = limit(above);
  const found = (list: readonly number[], place: string): string =>
    graph.op('Gather', [graph.constant(doubles([list.length], list)), place]);
  const width = graph.op('Sub', [found(at, high), found(at, low)]);
  const isFlat = graph.op('Equal', [width, one(graph, 0)]);
  const divisor = graph.op('Where', [isFlat, one(graph, 1), width]);
  const raw = graph.op('Div', [graph.op('Sub', [p, found(at, low)]), divisor]);
  const share = graph.op('Min', [graph.op('Max', [raw, one(graph, 0)]), one(graph, 1)]);
  const rise = graph.op('Sub', [found(values, high), found(values, low)]);
  return graph.op('Add', [found(values, low), graph.op('Mul', [rise, share])]);
};

const curved = (graph: GraphBuilder, curve: ClassCurve, p: string): string =>
  curve.method === 'sigmoid' ? sigmoidCurve(graph, curve.slope, curve.offset, p) : isotonicCurve(graph, curve, p);

const calibrated = (graph: GraphBuilder, { curves }: Calibration, probabilities: string, classes: number): string => {
  const [first] = curves;
  if (classes === 2 && first) return both(graph, curved(graph, first, columnsOf(graph, probabilities, [1])));
  const bent = curves.map((curve, code) => curved(graph, curve, columnsOf(graph, probabilities, [code])));
  const all = graph.op('Concat', bent, { axis: { int: 1 } });
  const total = graph.op('ReduceSum', [all, graph.constant(whole([1], [1]))], { keepdims: { int: 1 } });
  const some = graph.op('Greater', [total, one(graph, 0)]);
  return graph.op('Where', [some, graph.op('Div', [all, total]), one(graph, 1 / classes)]);
};

const labels = (graph: GraphBuilder, { classes, threshold }: Model, probabilities: string): string => {
  const flat = graph.constant(whole([1], [1]));
  const code =
    classes.length === 2
      ? graph.op('Squeeze', [
          graph.cast(
            graph.op('GreaterOrEqual', [columnsOf(graph, probabilities, [1]), one(graph, threshold)]),
            'int64',
          ),
          flat,
        ])
      : graph.op('ArgMax', [probabilities], { axis: { int: 1 }, keepdims: { int: 0 } });
  return graph.op('Gather', [graph.constant(strings(classes)), code]);
};

/** From scores to what the graph gives: `prediction`, or `label` and `probabilities`. */
export const outputsOf = (
  graph: GraphBuilder,
  model: Model,
  { estimator, scores }: { readonly estimator: PortableEstimator; readonly scores: string },
): readonly GraphValue[] => {
  const answers = ofAllClasses(graph, estimator, linked(graph, estimator, scores));
  if (model.task === 'regression')
    return [graph.output(graph.cast(answers, 'float'), { name: 'prediction', type: 'float', dims: ['rows', 1] })];
  const classes = model.classes.length;
  const probabilities = model.calibration ? calibrated(graph, model.calibration, answers, classes) : answers;
  return [
    graph.output(labels(graph, model, probabilities), { name: 'label', type: 'string', dims: ['rows'] }),
    graph.output(graph.cast(probabilities, 'float'), {
      name: 'probabilities',
      type: 'float',
      dims: ['rows', classes],
    }),
  ];
};
