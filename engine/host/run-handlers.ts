import { askEngine, type HandlersOf, type HostParts } from './host-parts.ts';

/** Everything that is about running a flow and looking at what came of it. */
export const runHandlers = (parts: HostParts): HandlersOf<'flow' | 'node' | 'run' | 'table' | 'catalogue'> => {
  const { documents, runs, engine } = parts;
  return {
    'catalogue.read': async () => (await engine.client()).call('engine.catalogue', {}),
    'flow.check': ({ document, flow }) =>
      askEngine(parts, document, (client, place) => client.call('engine.check', { place, flow })),
    'node.suggest': ({ document, ...request }, emit, signal) =>
      askEngine(parts, document, (client, place) =>
        client.stream('engine.suggest', { place, ...request }, emit, signal),
      ),
    'run.start': ({ document, ...request }) => runs.start(document, { ...request, place: documents.placeOf(document) }),
    'run.cancel': ({ document, run }) => runs.cancel(document, run),
    'run.watch': ({ document, run, after }, emit, signal) => runs.watch(document, { run, after }, emit, signal),
    'run.list': ({ document }) => askEngine(parts, document, (client, place) => client.call('engine.runs', { place })),
    'run.fits': ({ document }) => askEngine(parts, document, (client, place) => client.call('engine.fits', { place })),
    'run.fits-figure': ({ document, ...request }) =>
      askEngine(parts, document, (client, place) => client.call('engine.fits-figure', { place, ...request })),
    'run.flow': ({ document, run }) =>
      askEngine(parts, document, (client, place) => client.call('engine.run-flow', { place, run })),
    'run.export': ({ document, to }) =>
      askEngine(parts, document, (client, place) => client.call('engine.export-runs', { place, to })),
    'table.page': ({ document, ...request }, signal) =>
      askEngine(parts, document, (client, place) => client.call('engine.page', { place, ...request }, signal)),
    'table.changes': ({ document, handle, before }, signal) =>
      askEngine(parts, document, (client, place) => client.call('engine.changes', { place, handle, before }, signal)),
    'table.summary': ({ document, ...request }, signal) =>
      askEngine(parts, document, (client, place) => client.call('engine.summary', { place, ...request }, signal)),
  };
};
