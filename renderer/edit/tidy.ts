import { endpointOf } from '../../contract/flow.ts';
import { canvasView } from '../canvas/view.ts';
import { apply, currentFlow } from '../state/document.ts';
import { say, useSession } from '../state/session.ts';
import { snapped } from './new-node.ts';
import { positionsOf } from './positions.ts';
import type { TidyInput, TidyOutput } from './tidy-layout.ts';

const layOut = (input: TidyInput): Promise<TidyOutput> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./tidy-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', (event: MessageEvent<TidyOutput>) => {
      resolve(event.data);
      worker.terminate();
    });
    worker.addEventListener('error', (event) => {
      reject(new Error(event.message));
      worker.terminate();
    });
    worker.postMessage(input);
  });

const scope = (): readonly string[] => {
  const { nodes } = useSession.getState().selection;
  return nodes.length >= 2 ? nodes : Object.keys(currentFlow().nodes);
};

const inputOf = (ids: readonly string[]): TidyInput => {
  const inside = new Set(ids);
  return {
    nodes: ids.map((id) => ({ id, ...(canvasView()?.size(id) ?? { width: 240, height: 160 }) })),
    wires: currentFlow()
      .edges.map((wire) => ({ from: endpointOf(wire.from).node, to: endpointOf(wire.to).node }))
      .filter(({ from, to }) => inside.has(from) && inside.has(to)),
  };
};

/** Arranges the selection (of two or more), else the whole flow, as one command. */
export const tidy = async (): Promise<void> => {
  const ids = scope();
  if (ids.length === 0) return;
  const places = await layOut(inputOf(ids)).catch(() => undefined);
  if (!places) return say('The flow could not be arranged.', { tone: 'error' });
  const before = positionsOf(currentFlow());
  const left = Math.min(...ids.map((id) => before[id]?.[0] ?? 0));
  const top = Math.min(...ids.map((id) => before[id]?.[1] ?? 0));
  const [x0, y0] = [Math.min(...places.map(({ x }) => x)), Math.min(...places.map(({ y }) => y))];
  apply('Tidy up', (draft) => {
    for (const { id, x, y } of places) if (draft.nodes[id]) draft.layout[id] = snapped([x - x0 + left, y - y0 + top]);
  });
  canvasView()?.fit();
};
