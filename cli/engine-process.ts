import { pathToFileURL } from 'node:url';
import { engineApi } from '../contract/engine-api.ts';
import { serve } from '../contract/link.ts';
import { createEngine } from '../engine/engine.ts';
import { nodeExamples, nodes } from '../nodes/index.ts';
import { distFile, resourcesFolder } from './dist-files.ts';

const engine = await createEngine({
  nodes,
  examples: nodeExamples,
  computeWorker: pathToFileURL(distFile('engine/compute-worker.js')),
  resources: resourcesFolder(),
});

serve(
  {
    post: (message) => void process.send?.(message),
    onMessage: (listener) => {
      process.on('message', listener);
      return () => process.off('message', listener);
    },
  },
  engineApi,
  engine.handlers,
);

/** A host that is gone needs no engine. */
process.on('disconnect', () => process.exit());
