import type { FitContext, Reporting, Tensors } from '../../contract/context.ts';
import { problem } from '../../contract/problem.ts';
import { openNative } from './native-tensors.ts';
import { openCpu, openWasm } from './portable-tensors.ts';
import type { TensorsPlan } from './tensors-plan.ts';

const names = {
  tensorflow: 'native TensorFlow',
  wasm: 'TensorFlow.js on WebAssembly',
  cpu: 'TensorFlow.js in plain JavaScript',
} as const;
const titles: Readonly<Record<string, string>> = { native: names.tensorflow, wasm: names.wasm, cpu: names.cpu };

let opened: Promise<Tensors> | undefined;

const open = async (plan: TensorsPlan): Promise<Tensors> => {
  if (plan.backend === 'native') return { ...(await openNative()), tried: plan.tried };
  if (plan.backend === 'cpu') return { ...(await openCpu()), tried: plan.tried };
  try {
    return { ...(await openWasm()), tried: plan.tried };
  } catch {
    const tried = [...plan.tried, { backend: 'wasm', reason: 'it could not be started' }];
    return { ...(await openCpu()), tried };
  }
};

const ownKernels = 'Millrace’s own kernels on WebAssembly';

/** Each job that asks is told what runs, and why nothing better. */
const report = (used: string, tried: Tensors['tried'], reporting: Reporting): void => {
  reporting.log('info', `Computing with ${used}.`);
  for (const { backend, reason } of tried) {
    const { code, severity, message } = problem('resource.backend', {
      values: { wanted: titles[backend] ?? backend, used, reason },
    });
    reporting.finding({ code, severity, message });
  }
};

/** TensorFlow.js as planned, opened once a worker. */
export const tensorsOf = (plan: TensorsPlan, reporting: Reporting): Pick<FitContext, 'tensors' | 'nativeTensors'> => {
  const tensors = async (): Promise<Tensors> => {
    opened ??= open(plan);
    const found = await opened;
    report(names[found.backend], found.tried, reporting);
    return found;
  };
  const nativeTensors = async (): Promise<Tensors | undefined> => {
    if (plan.backend === 'native' || plan.forced) return tensors();
    report(ownKernels, plan.tried, reporting);
    return undefined;
  };
  return { tensors, nativeTensors };
};
