import { compiledModule } from './compiled-module.ts';
import type { TreeKernels } from './tree-kernels.ts';
import { treesWasm } from './trees-wasm.ts';

const pageBytes = 65_536;
/** What a 32-bit address reaches. */
const mostBytes = 65_536 * pageBytes;

/** The compiled kernels, or undefined where the platform has no WASM with SIMD and shared memory. */
export const treesModule = compiledModule(treesWasm);

/** Zeros that threads share; undefined where there can't be so much. */
export const openSharedMemory = (bytes: number): WebAssembly.Memory | undefined => {
  if (bytes > mostBytes) return undefined;
  try {
    return new WebAssembly.Memory({
      initial: Math.ceil(bytes / pageBytes),
      maximum: mostBytes / pageBytes,
      shared: true,
    });
  } catch {
    return undefined;
  }
};

/** The kernels on a memory; each thread has an instance of its own. */
export const wasmTreeKernels = (module: WebAssembly.Module, memory: WebAssembly.Memory): TreeKernels => {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { ...(exports as unknown as Omit<TreeKernels, 'buffer' | 'memory'>), buffer: memory.buffer, memory };
};
