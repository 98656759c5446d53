/** Lets a cancel arrive between two pieces of a long computation. */
export const pause = async (signal: AbortSignal): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
};
