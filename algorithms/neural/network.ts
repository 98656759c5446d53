export const activations = ['relu', 'tanh', 'sigmoid'] as const;
export type Activation = (typeof activations)[number];

export const networkKinds = ['dense', 'conv1d', 'conv2d'] as const;
export type NetworkKind = (typeof networkKinds)[number];

/** Height, width and channels of what goes through a layer: row-major, the channel last. Sequences have height 1. */
export type Extent = readonly [height: number, width: number, channels: number];

export interface DenseLayer {
  readonly type: 'dense';
  readonly inputs: number;
  readonly units: number;
  /** The last layer is linear; what becomes of its sums is `output` of the network. */
  readonly activation: Activation | 'linear';
}

/** Stride 1, with zeros around, so that height and width stay. The kernel is height × width × channels × filters. */
export interface ConvolutionLayer {
  readonly type: 'convolution';
  readonly input: Extent;
  readonly filters: number;
  readonly size: readonly [height: number, width: number];
  readonly activation: Activation;
}

/** The largest value of each field of `size`; rows and columns that fill no field are left out. */
export interface PoolingLayer {
  readonly type: 'pooling';
  readonly input: Extent;
  readonly size: readonly [height: number, width: number];
}

export type Layer = DenseLayer | ConvolutionLayer | PoolingLayer;

/** Everything but the weights. */
export interface Architecture {
  readonly kind: NetworkKind;
  readonly input: Extent;
  /** Inputs become `value * scale + offset`. */
  readonly rescale?: { readonly scale: number; readonly offset: number };
  readonly layers: readonly Layer[];
  /** Probabilities of the classes, the probability of the second of two, or the last sums themselves. */
  readonly output: 'softmax' | 'sigmoid' | 'linear';
}

/** `kernel` of a dense layer is inputs × units, row-major. */
export interface Weights {
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

export interface Network extends Architecture {
  /** One an entry of `layers`; undefined for those that learn nothing. */
  readonly weights: readonly (Weights | undefined)[];
}

export const sizeOf = ([height, width, channels]: Extent): number => height * width * channels;

export const outputOf = (layer: Layer): Extent => {
  if (layer.type === 'dense') return [1, 1, layer.units];
  const [height, width, channels] = layer.input;
  return layer.type === 'convolution'
    ? [height, width, layer.filters]
    : [Math.floor(height / layer.size[0]), Math.floor(width / layer.size[1]), channels];
};

export const inputSizeOf = (layer: Layer): number => (layer.type === 'dense' ? layer.inputs : sizeOf(layer.input));
export const outputSizeOf = (layer: Layer): number => sizeOf(outputOf(layer));

/** How many numbers a layer learns. */
export const weightCounts = (layer: Layer): { readonly kernel: number; readonly bias: number } => {
  if (layer.type === 'dense') return { kernel: layer.inputs * layer.units, bias: layer.units };
  if (layer.type === 'pooling') return { kernel: 0, bias: 0 };
  return { kernel: layer.size[0] * layer.size[1] * layer.input[2] * layer.filters, bias: layer.filters };
};

/** Numbers that come out of the network for a row. */
export const outputsOf = ({ layers }: Architecture): number => {
  const last = layers.at(-1);
  return last ? outputSizeOf(last) : 0;
};
