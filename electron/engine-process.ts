import { pathToFileURL } from 'node:url';
import type { MessageEvent } from 'electron';
import { engineApi } from '../contract/engine-api.ts';
import { type Link, serve } from '../contract/link.ts';
import { createEngine } from '../engine/engine.ts';
import { nodeExamples, nodes } from '../nodes/index.ts';

const [computeWorker = '', resources = ''] = process.argv.slice(2);

const parentLink: Link = {
  post: (message) => process.parentPort.postMessage(message),
  onMessage: (listener) => {
    const receive = ({ data }: MessageEvent): void => listener(data);
    process.parentPort.on('message', receive);
    return () => void process.parentPort.off('message', receive);
  },
};

// Nobody listens to the port before this, so requests sent meanwhile wait in it.
const engine = await createEngine({
  nodes,
  examples: nodeExamples,
  computeWorker: pathToFileURL(computeWorker),
  resources,
});
serve(parentLink, engineApi, engine.handlers);
