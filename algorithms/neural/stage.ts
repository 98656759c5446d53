import type { NetworkKernels } from '../kernels/network-kernels.ts';

/** Rows that go through the network together, and which of them are left out of which layer. */
export interface Pass {
  readonly rows: number;
  /** Number of the first row in its batch. */
  readonly first: number;
  readonly dropout?: { readonly share: number; readonly salts: readonly number[] };
}

/** One layer on kernels: it reads where the one before it wrote. */
export interface Stage {
  forward(pass: Pass): void;
  /** Adds to the gradients of the layer and turns the changes of its outputs into those of its inputs, if anybody needs them. */
  backward(pass: Pass): void;
}

/** Where the numbers of a layer stand, in bytes. */
export interface Place {
  readonly values: number;
  /** What the loss changes by with each value; 0 where nothing is learned. */
  readonly deltas: number;
}

/** Weights and their gradients, in bytes. */
export interface WeightPlace {
  readonly kernel: number;
  readonly bias: number;
  readonly kernelGradient: number;
  readonly biasGradient: number;
}

export interface StagePlan {
  readonly from: Place;
  readonly to: Place;
  /** Whether the changes of the inputs are needed: not by the first layer. */
  readonly passesBack: boolean;
  /** Which dropout salt is this layer's; undefined where nothing is left out. */
  readonly salt: number | undefined;
}

/** A stage on planned memory, once there is any. */
export type PlannedStage = (kernels: NetworkKernels) => Stage;

export const floatBytes = Float32Array.BYTES_PER_ELEMENT;
