import { plainTreeKernels } from './plain-tree-kernels.ts';
import type { TreeKernels } from './tree-kernels.ts';
import { openSharedMemory, treesModule, wasmTreeKernels } from './wasm-tree-kernels.ts';

/** The quickest kernels that work here, on zeros. */
export const openTreeKernels = (bytes: number, open = openSharedMemory): TreeKernels => {
  const module = treesModule();
  const memory = module && open(bytes);
  return module && memory
    ? wasmTreeKernels(module, memory)
    : plainTreeKernels(new ArrayBuffer(Math.ceil(bytes / 8) * 8));
};
