import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { type Matrix, matrixColumn } from '../../../../contract/matrix.ts';
import { fail } from '../../../../contract/problem.ts';

type Runtime = typeof import('onnxruntime-web');

const loaded = async (): Promise<Runtime | undefined> => {
  try {
    const runtime = await import('onnxruntime-web');
    runtime.env.wasm.numThreads = 1;
    runtime.env.logLevel = 'error';
    return runtime;
  } catch {
    return undefined;
  }
};

const feedsOf = (runtime: Runtime, x: Matrix): Record<string, Tensor> =>
  Object.fromEntries(
    x.columns.map(({ name, kind, levels }, index) => {
      const values = matrixColumn(x, index);
      const tensor =
        kind === 'category'
          ? new runtime.Tensor(
              'string',
              Array.from(values, (code) => levels[code] ?? ''),
              [x.rows, 1],
            )
          : new runtime.Tensor('float32', Float32Array.from(values), [x.rows, 1]);
      return [name, tensor];
    }),
  );

const answersOf = (outputs: InferenceSession.OnnxValueMapType): readonly (number | null)[] => {
  const { data } = (outputs['probabilities'] ?? outputs['prediction']) as Tensor;
  return Array.from(data as Float32Array, (value) => (Number.isNaN(value) ? null : value));
};

/** What the file answers for the rows. @throws file.not-exportable where ONNX Runtime is not installed */
export const runOnnx = async (file: Uint8Array, x: Matrix, path: string): Promise<readonly (number | null)[]> => {
  const runtime = await loaded();
  if (!runtime)
    throw fail('file.not-exportable', {
      values: { what: path, reason: 'ONNX Runtime, which its answers are compared with, is not installed here' },
    });
  const session = await runtime.InferenceSession.create(file, { executionProviders: ['wasm'], logSeverityLevel: 3 });
  try {
    return answersOf(await session.run(feedsOf(runtime, x)));
  } finally {
    await session.release();
  }
};
