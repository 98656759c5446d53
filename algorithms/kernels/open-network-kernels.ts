import { compiledModule } from './compiled-module.ts';
import type { NetworkKernels } from './network-kernels.ts';
import { networksWasm } from './networks-wasm.ts';
import { plainNetworkKernels } from './plain-network-kernels.ts';
import { openSharedMemory } from './wasm-tree-kernels.ts';

export const networksModule = compiledModule(networksWasm);

export const wasmNetworkKernels = (module: WebAssembly.Module, memory: WebAssembly.Memory): NetworkKernels => {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { ...(exports as unknown as Omit<NetworkKernels, 'buffer'>), buffer: memory.buffer };
};

/** The quickest kernels that work here, on zeros. */
export const openNetworkKernels = (bytes: number): NetworkKernels => {
  const module = networksModule();
  const memory = module && openSharedMemory(bytes);
  return module && memory
    ? wasmNetworkKernels(module, memory)
    : plainNetworkKernels(new ArrayBuffer(Math.ceil(bytes / 8) * 8));
};
