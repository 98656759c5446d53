import type { TensorsPlan } from './tensors-plan.ts';

/** Answers why the native library can't be used, or undefined when it works. */
export type NativeProbe = () => Promise<string | undefined>;

const wishes = ['native', 'wasm', 'cpu'] as const;
type Wish = (typeof wishes)[number];

const wishOf = (text: string | undefined): Wish | undefined => wishes.find((wish) => wish === text);

/**
 * Decides once how TensorFlow.js runs: native where it works, else WebAssembly; workers fall back to plain JavaScript
 * by themselves. `wish` (MILLRACE_TENSORS) forces one of them; then no kernels of our own take its place.
 */
export const createTensorsPlanner = (
  probe: NativeProbe,
  wish: string | undefined = process.env['MILLRACE_TENSORS'],
): (() => Promise<TensorsPlan>) => {
  let plan: Promise<TensorsPlan> | undefined;
  const decide = async (): Promise<TensorsPlan> => {
    const forced = wishOf(wish);
    if (forced === 'wasm' || forced === 'cpu') return { backend: forced, forced: true, tried: [] };
    const reason = await probe();
    return reason === undefined
      ? { backend: 'native', tried: [] }
      : { backend: 'wasm', tried: [{ backend: 'native', reason }] };
  };
  return () => {
    plan ??= decide();
    return plan;
  };
};
