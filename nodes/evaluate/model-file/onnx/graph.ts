import { type ElementType, elementTypes, type Tensor } from './tensor.ts';

export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly text: string }
  | { readonly ints: ArrayLike<number> }
  | { readonly floats: ArrayLike<number> }
  | { readonly texts: readonly string[] }
  | { readonly graph: Graph };

export interface GraphNode {
  readonly op: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** An opening of a graph; a dimension is a number, or a name where it is open. */
export interface GraphValue {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly (number | string)[];
}

export interface Graph {
  readonly name: string;
  readonly nodes: readonly GraphNode[];
  readonly constants: readonly (readonly [string, Tensor])[];
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
}

/** Machine-learning operators, which have a domain of their own. */
const mlDomain = 'ai.onnx.ml';
const mlOperators: ReadonlySet<string> = new Set(['LabelEncoder', 'TreeEnsembleRegressor']);

/** A graph while it grows: each operation is told the names of its inputs, and answers that of its output. */
export class GraphBuilder {
  readonly #nodes: GraphNode[] = [];
  readonly #constants: (readonly [string, Tensor])[] = [];
  readonly #prefix: string;
  #next = 0;

  constructor(prefix = '') {
    this.#prefix = prefix;
  }

  op(op: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    return this.ops(op, inputs, { attributes, outputs: 1 })[0] ?? '';
  }

  ops(
    op: string,
    inputs: readonly string[],
    { attributes, outputs }: { readonly attributes: Readonly<Record<string, Attribute>>; readonly outputs: number },
  ): readonly string[] {
    const names = Array.from({ length: outputs }, () => this.#name(op));
    this.#nodes.push({ op, domain: mlOperators.has(op) ? mlDomain : '', inputs, outputs: names, attributes });
    return names;
  }

  constant(tensor: Tensor): string {
    const name = this.#name('constant');
    this.#constants.push([name, tensor]);
    return name;
  }

  cast(value: string, type: ElementType): string {
    return this.op('Cast', [value], { to: { int: elementTypes[type] } });
  }

  /** Gives a value the name of an output. */
  output(value: string, { name, ...rest }: GraphValue): GraphValue {
    this.#nodes.push({ op: 'Identity', domain: '', inputs: [value], outputs: [name], attributes: {} });
    return { name, ...rest };
  }

  graph(name: string, inputs: readonly GraphValue[], outputs: readonly GraphValue[]): Graph {
    return { name, nodes: this.#nodes, constants: this.#constants, inputs, outputs };
  }

  /** No column of a table can be called so: the names of inputs are those of columns. */
  #name(op: string): string {
    return `__${this.#prefix}${op}_${this.#next++}`;
  }
}
