import type { MatrixColumn } from '../../../../contract/matrix.ts';
import type { Preparation } from '../../../../contract/values.ts';
import type { GraphBuilder, GraphValue } from './graph.ts';
import { doubles, floats, whole } from './tensor.ts';

/** An input for each column: numbers as floats, NaN where missing; levels as text, anything else where missing. */
export const inputOf = ({ name, kind }: MatrixColumn): GraphValue => ({
  name,
  type: kind === 'category' ? 'string' : 'float',
  dims: ['rows', 1],
});

const coded = (graph: GraphBuilder, { name, kind, levels }: MatrixColumn): string => {
  if (kind === 'number') return name;
  // An encoder without keys is refused.
  const keys = levels.length > 0 ? levels : [''];
  const values = levels.length > 0 ? levels.map((_, code) => code) : [Number.NaN];
  return graph.op('LabelEncoder', [name], {
    keys_strings: { texts: keys },
    values_floats: { floats: values },
    default_float: { float: Number.NaN },
  });
};

export const columnsOf = (graph: GraphBuilder, x: string, places: readonly number[]): string =>
  graph.op('Gather', [x, graph.constant(whole([places.length], places))], { axis: { int: 1 } });

const filled = (graph: GraphBuilder, x: string, { fill }: Preparation): string => {
  if (fill.every((value) => value === null)) return x;
  const values = graph.constant(
    floats(
      [1, fill.length],
      fill.map((value) => value ?? Number.NaN),
    ),
  );
  return graph.op('Where', [graph.op('IsNaN', [x]), values, x]);
};

/** In doubles, as the model does it, and then a float again. */
const scaled = (graph: GraphBuilder, x: string, { scale }: Preparation): string => {
  if (scale.every((value) => value === null)) return x;
  const row = (values: readonly number[]): string => graph.constant(doubles([1, values.length], values));
  const centred = graph.op('Sub', [graph.cast(x, 'double'), row(scale.map((one) => one?.mean ?? 0))]);
  return graph.cast(graph.op('Div', [centred, row(scale.map((one) => one?.deviation ?? 1))]), 'float');
};

const spread = (graph: GraphBuilder, x: string, { input, oneHot }: Preparation): string => {
  if (!oneHot.some(Boolean)) return x;
  const parts: string[] = [];
  let together: number[] = [];
  const flush = (): void => {
    if (together.length > 0) parts.push(columnsOf(graph, x, together));
    together = [];
  };
  input.forEach(({ levels }, at) => {
    if (!oneHot[at]) {
      together.push(at);
      return;
    }
    flush();
    if (levels.length === 0) return;
    const codes = graph.constant(
      floats(
        [1, levels.length],
        levels.map((_, code) => code),
      ),
    );
    parts.push(graph.cast(graph.op('Equal', [columnsOf(graph, x, [at]), codes]), 'float'));
  });
  flush();
  return graph.op('Concat', parts, { axis: { int: 1 } });
};

/** From the columns to the numbers that the learner was given: rows × prepared columns. */
export const preparedFeatures = (graph: GraphBuilder, preparation: Preparation): string => {
  const columns = preparation.input.map((column) => coded(graph, column));
  const x = graph.op('Concat', columns, { axis: { int: 1 } });
  return spread(graph, scaled(graph, filled(graph, x, preparation), preparation), preparation);
};
