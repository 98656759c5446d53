import { openSharedMemory } from './wasm-tree-kernels.ts';

/**
 * The memory of the last work on this thread, as long as nobody has needed its place. Emptying it takes a tenth of the time
 * in which fresh memory is touched for the first time, and one that is dropped stands around until it is collected.
 */
let kept: WeakRef<WebAssembly.Memory> | undefined;

const pageBytes = 65_536;

/** Larger memories than so many times what is asked for are left to be collected. */
const mostSpare = 4;

const grown = (memory: WebAssembly.Memory, bytes: number): boolean => {
  const missing = bytes - memory.buffer.byteLength;
  try {
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    return true;
  } catch {
    return false;
  }
};

/** As `openSharedMemory`: zeros, in a memory that was given back where there is one. */
export const takeMemory = (bytes: number): WebAssembly.Memory | undefined => {
  const memory = kept?.deref();
  if (!memory || memory.buffer.byteLength > mostSpare * bytes || !grown(memory, bytes)) return openSharedMemory(bytes);
  kept = undefined;
  new Uint8Array(memory.buffer, 0, bytes).fill(0);
  return memory;
};

/** Gives a memory back: nobody reads or writes it any more. */
export const giveMemory = (memory: WebAssembly.Memory): void => {
  kept = new WeakRef(memory);
};
