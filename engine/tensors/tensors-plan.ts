/** How TensorFlow.js will run, decided once in the engine and followed in every worker. */
export interface TensorsPlan {
  readonly backend: 'native' | 'wasm' | 'cpu';
  /** The user has asked for this one. */
  readonly forced?: true;
  /** What was tried before, and why it did not do. */
  readonly tried: readonly { readonly backend: string; readonly reason: string }[];
}
