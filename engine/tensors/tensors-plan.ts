/** How TensorFlow.js will run, decided once in the engine and followed in every worker. */
export interface TensorsPlan {
  readonly backend: 'native' | 'wasm' | 'cpu';
  /** What was tried before, and why it did not do. */
  readonly tried: readonly { readonly backend: string; readonly reason: string }[];
}
