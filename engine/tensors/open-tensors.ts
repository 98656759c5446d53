import type { Reporting, Tensors } from '../../contract/context.ts';
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

/** TensorFlow.js as planned, opened once a worker. Each job that asks is told which one runs, and why no better one. */
export const openTensors = async (plan: TensorsPlan, reporting: Reporting): Promise<Tensors> => {
  opened ??= open(plan);
  const tensors = await opened;
  const used = names[tensors.backend];
  reporting.log('info', `Computing with ${used}.`);
  for (const { backend, reason } of tensors.tried) {
    const { code, severity, message } = problem('resource.backend', {
      values: { wanted: titles[backend] ?? backend, used, reason },
    });
    reporting.finding({ code, severity, message });
  }
  return tensors;
};
