import type { DataId, KernelBackend, KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensors } from '../../contract/context.ts';

interface Values {
  readSync(id: DataId): Float32Array | Int32Array | Uint8Array;
  write(values: Float32Array | Int32Array | Uint8Array, shape: number[], dtype: TensorInfo['dtype']): DataId;
  disposeData(id: DataId, force?: boolean): boolean;
}

/** Complex numbers and strings have no form in the WASM backend's memory. */
const notForWasm: ReadonlySet<string> = new Set([
  'Complex',
  'ComplexAbs',
  'FFT',
  'IFFT',
  'Imag',
  'Real',
  'StaticRegexReplace',
]);

/**
 * The WASM backend lacks kernels that some layers need to train, such as gradients of convolutions. Those of the plain
 * JavaScript backend are registered in their place: inputs are copied over, the result is copied back, copies are freed.
 */
export const borrowKernels = (core: Tensors['core']): readonly string[] => {
  const present = new Set(core.getKernelsForBackend('wasm').map((kernel) => kernel.kernelName));
  const missing = core
    .getKernelsForBackend('cpu')
    .filter(({ kernelName }) => !present.has(kernelName) && !notForWasm.has(kernelName));
  for (const kernel of missing)
    core.registerKernel({
      kernelName: kernel.kernelName,
      backendName: 'wasm',
      kernelFunc: borrowed(kernel, () => core.findBackend('cpu')),
    });
  return missing.map((kernel) => kernel.kernelName);
};

const borrowed =
  (kernel: KernelConfig, cpuBackend: () => KernelBackend): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const cpu = cpuBackend() as unknown as Values;
    const wasm = backend as Values;
    const copies: DataId[] = [];
    const over = (info: TensorInfo): TensorInfo => {
      const dataId = cpu.write(wasm.readSync(info.dataId), info.shape, info.dtype);
      copies.push(dataId);
      return { dataId, shape: info.shape, dtype: info.dtype };
    };
    const back = (info: TensorInfo): TensorInfo => {
      copies.push(info.dataId);
      const values = cpu.readSync(info.dataId);
      return { dataId: wasm.write(values, info.shape, info.dtype), shape: info.shape, dtype: info.dtype };
    };
    const copied = Object.fromEntries(
      Object.entries(inputs)
        .filter((entry): entry is [string, TensorInfo] => entry[1] !== undefined && entry[1] !== null)
        .map(([name, input]) => [name, Array.isArray(input) ? input.map(over) : over(input)]),
    );
    try {
      const made = kernel.kernelFunc({ inputs: copied as never, ...(attrs ? { attrs } : {}), backend: cpu });
      return Array.isArray(made) ? made.map(back) : back(made);
    } finally {
      for (const id of copies) cpu.disposeData(id);
    }
  };
