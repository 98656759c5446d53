import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import type { Tensors } from '../../contract/context.ts';

const load = createRequire(import.meta.url);
const nativePackage = '@tensorflow/tfjs-node';

/**
 * tfjs-node 4.22 calls a function that Node 23 removed, and on Windows looks for its library in a folder named after
 * another N-API version than the one it was put in. Both have to be mended before it is loaded.
 */
export const preparePlatform = (folder: string): void => {
  const util = load('node:util') as Record<string, unknown>;
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  if (process.platform === 'win32')
    process.env['PATH'] = `${join(folder, 'deps', 'lib')}${delimiter}${process.env['PATH'] ?? ''}`;
};

/** TensorFlow's own library. Only ever called in a process of its own: a second thread can't load it, and it may crash. */
export const openNative = async (): Promise<Omit<Tensors, 'tried'>> => {
  const manifest = load.resolve(`${nativePackage}/package.json`);
  preparePlatform(dirname(manifest));
  // Else it tells the terminal which instructions of the processor it was not built for.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  load(nativePackage);
  const within = createRequire(manifest);
  const core = within('@tensorflow/tfjs-core') as Tensors['core'];
  await core.setBackend('tensorflow');
  await core.ready();
  return { core, layers: within('@tensorflow/tfjs-layers') as Tensors['layers'], backend: 'tensorflow' };
};
