import { compiledModule } from './compiled-module.ts';
import type { LinearKernels } from './linear-kernels.ts';
import { linearWasm } from './linear-wasm.ts';
import { plainLinearKernels } from './plain-linear-kernels.ts';
import { openSharedMemory } from './wasm-tree-kernels.ts';

export const linearModule = compiledModule(linearWasm);

export const wasmLinearKernels = (module: WebAssembly.Module, memory: WebAssembly.Memory): LinearKernels => {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { ...(exports as unknown as Omit<LinearKernels, 'buffer'>), buffer: memory.buffer };
};

/** The quickest kernels that work here, on zeros. */
export const openLinearKernels = (bytes: number): LinearKernels => {
  const module = linearModule();
  const memory = module && openSharedMemory(bytes);
  return module && memory
    ? wasmLinearKernels(module, memory)
    : plainLinearKernels(new ArrayBuffer(Math.ceil(bytes / 8) * 8));
};
