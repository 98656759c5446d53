import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import type * as Wasm from '@tensorflow/tfjs-backend-wasm';
import type { Tensors } from '../../contract/context.ts';
import { borrowKernels } from './borrow-kernels.ts';

const load = createRequire(import.meta.url);
const wasmPackage = '@tensorflow/tfjs-backend-wasm';

const base = (): Pick<Tensors, 'core' | 'layers'> => {
  const core = load('@tensorflow/tfjs-core') as Tensors['core'];
  const layers = load('@tensorflow/tfjs-layers') as Tensors['layers'];
  load('@tensorflow/tfjs-backend-cpu');
  // Else it advertises tfjs-node on the terminal. It also leaves out checks that cost time.
  core.enableProdMode();
  return { core, layers };
};

export const openCpu = async (): Promise<Omit<Tensors, 'tried'>> => {
  const { core, layers } = base();
  await core.setBackend('cpu');
  return { core, layers, backend: 'cpu' };
};

/** Throws where WebAssembly is not to be had. */
export const openWasm = async (): Promise<Omit<Tensors, 'tried'>> => {
  const { core, layers } = base();
  const wasm = load(wasmPackage) as typeof Wasm;
  const file = load.resolve(`${wasmPackage}/wasm-out/tfjs-backend-wasm.wasm`);
  wasm.setWasmPaths(dirname(file) + sep);
  if (!(await core.setBackend('wasm'))) throw new Error('WebAssembly could not be started');
  borrowKernels(core);
  return { core, layers, backend: 'wasm' };
};
