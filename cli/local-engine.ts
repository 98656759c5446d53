import { pathToFileURL } from 'node:url';
import { type EngineApi, engineApi } from '../contract/engine-api.ts';
import { type Client, connect, memoryLink, serve } from '../contract/link.ts';
import { createEngine } from '../engine/engine.ts';
import { nodeExamples, nodes } from '../nodes/index.ts';
import { distFile, resourcesFolder } from './dist-files.ts';

/** Runs `use` with an engine in this process, and closes the engine whatever happens. */
export const withEngine = async <T>(
  workers: number | undefined,
  use: (engine: Client<EngineApi>) => Promise<T>,
): Promise<T> => {
  const engine = await createEngine({
    nodes,
    examples: nodeExamples,
    computeWorker: pathToFileURL(distFile('engine/compute-worker.js')),
    resources: resourcesFolder(),
    ...(workers === undefined ? {} : { workers, threads: Math.max(1, workers) }),
  });
  const [inside, outside] = memoryLink();
  const stop = serve(inside, engineApi, engine.handlers);
  try {
    return await use(connect(outside, engineApi));
  } finally {
    stop();
    await engine.close();
  }
};
