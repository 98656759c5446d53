/** The five kinds of value that travel on wires. */
export const portKinds = ['table', 'learner', 'model', 'predictions', 'report'] as const;
export type PortKind = (typeof portKinds)[number];

export interface Port {
  readonly kind: PortKind;
  readonly title: string;
  /** An input that takes several wires, in the order they were drawn. */
  readonly many: boolean;
  /** An input that may stay free. */
  readonly optional: boolean;
  /** An input that is used in place of another one, which it names, and never beside it. */
  readonly instead?: string;
}

/** Named openings of a node; a map from port name to port. */
export type Ports = Readonly<Record<string, Port>>;

export interface PortOptions {
  readonly title?: string;
  readonly many?: boolean;
  readonly optional?: boolean;
  readonly instead?: string;
}

type Declared<K extends PortKind, O extends PortOptions> = Port & {
  readonly kind: K;
  readonly many: O extends { readonly many: true } ? true : false;
  readonly optional: O extends { readonly optional: true } ? true : false;
};

const declare =
  <K extends PortKind>(kind: K) =>
  <const O extends PortOptions = PortOptions>(options?: O): Declared<K, O> =>
    ({
      kind,
      title: options?.title ?? kind,
      many: options?.many ?? false,
      optional: options?.optional ?? false,
      ...(options?.instead === undefined ? {} : { instead: options.instead }),
    }) as Declared<K, O>;

/** Port constructors: `inputs: { table: port.table() }`. */
export const port = {
  table: declare('table'),
  learner: declare('learner'),
  model: declare('model'),
  predictions: declare('predictions'),
  report: declare('report'),
} as const;

/** Whether a wire may go from an output of kind `from` to an input of kind `to`. */
export const fits = (from: PortKind, to: PortKind): boolean =>
  from === to || (from === 'predictions' && to === 'table');
