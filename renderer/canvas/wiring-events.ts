import type { Connection, FinalConnectionState, IsValidConnection, OnConnectStartParams } from '@xyflow/react';
import type { Edge, Flow } from '../../contract/flow.ts';
import { connectPorts, deleteWire, moveWire, wireKey } from '../edit/flow-commands.ts';
import { bestPort, verdictAt, type WireEnd, wiringFrom } from '../edit/wiring.ts';
import { currentFlow } from '../state/document.ts';
import { say, setSession, useSession } from '../state/session.ts';
import type { WireEdge } from './to-flow.ts';
import { canvasView } from './view.ts';

/** The wire whose end is in the hand; a new wire has none. */
let inHand: Edge | undefined;

/** A wire in the hand stands in nobody's way. */
const flowAround = (): Flow => {
  const flow = currentFlow();
  const held = inHand && wireKey(inHand);
  return held === undefined ? flow : { ...flow, edges: flow.edges.filter((wire) => wireKey(wire) !== held) };
};

const join = (a: WireEnd, b: WireEnd): void => {
  if (inHand) moveWire(inHand, a, b);
  else connectPorts(a, b);
};

const startWiring = (end: WireEnd, byClick: boolean): void => {
  const { entries } = useSession.getState();
  const wiring = wiringFrom(flowAround(), entries, end) ?? null;
  setSession({ wiring, wiringOver: null, wiringByClick: byClick });
};

const startDrag = ({ nodeId, handleId, handleType }: OnConnectStartParams): void => {
  if (nodeId && handleId)
    startWiring({ node: nodeId, port: handleId, side: handleType === 'target' ? 'input' : 'output' }, false);
};

/** Answers whether there was a wire to let go of. */
export const stopWiring = (): boolean => {
  if (!useSession.getState().wiring) return false;
  setSession({ wiring: null, wiringOver: null });
  return true;
};

/** A plain click on a port starts a wire, a click on another ends it. */
export const clickPort = (end: WireEnd): void => {
  const { wiring } = useSession.getState();
  if (!wiring) {
    startWiring(end, true);
    return;
  }
  const verdict = verdictAt(wiring, end);
  stopWiring();
  if (!verdict.fits) say(verdict.why);
  else if (end.side !== wiring.from.side) connectPorts(wiring.from, end);
};

const isValid: IsValidConnection<WireEdge> = ({ source, sourceHandle, target, targetHandle }) => {
  const { wiring } = useSession.getState();
  if (!wiring || !sourceHandle || !targetHandle) return false;
  const end: WireEnd =
    wiring.from.side === 'output'
      ? { node: target, port: targetHandle, side: 'input' }
      : { node: source, port: sourceHandle, side: 'output' };
  return verdictAt(wiring, end).fits;
};

const connect = ({ source, sourceHandle, target, targetHandle }: Connection): void => {
  if (!sourceHandle || !targetHandle) return;
  join({ node: source, port: sourceHandle, side: 'output' }, { node: target, port: targetHandle, side: 'input' });
};

const pointOf = (event: MouseEvent | TouchEvent): readonly [number, number] => {
  const touch = 'changedTouches' in event ? event.changedTouches[0] : event;
  return touch ? [touch.clientX, touch.clientY] : [0, 0];
};

const cardUnder = (x: number, y: number): string | undefined =>
  document
    .elementsFromPoint(x, y)
    .map((element) => element.closest<HTMLElement>('[data-node-id]')?.dataset['nodeId'])
    .find((id) => id !== undefined);

/** A wire was let go where no port took it: on a card, or on the empty canvas. */
const drop = (event: MouseEvent | TouchEvent, state: FinalConnectionState): void => {
  const { wiring, wiringOver } = useSession.getState();
  setSession({ wiring: null, wiringOver: null });
  if (!wiring || state.isValid) return;
  if (wiringOver) {
    const verdict = verdictAt(wiring, wiringOver);
    if (!verdict.fits) say(verdict.why);
    return;
  }
  const [x, y] = pointOf(event);
  const card = cardUnder(x, y);
  if (card === wiring.from.node) return;
  if (card !== undefined) {
    const port = bestPort(wiring, card);
    const side = wiring.from.side === 'output' ? 'input' : 'output';
    if (port === undefined) say('Nothing of this node fits the wire.');
    else join(wiring.from, { node: card, port, side });
    return;
  }
  const over = document.elementFromPoint(x, y);
  const view = canvasView();
  if (!view || !over?.closest('.react-flow__pane')) return;
  if (inHand) {
    deleteWire(inHand);
    return;
  }
  const [flowX, flowY] = view.toFlow(x, y);
  const at: readonly [number, number] = wiring.from.side === 'output' ? [flowX, flowY - 66] : [flowX - 240, flowY - 66];
  setSession({ overlay: { overlay: 'add-node', screen: [x, y], at, end: wiring.from } });
};

/** React Flow's connection events, led to the wiring rules. */
export const wiringEvents = {
  onConnect: connect,
  onConnectStart: (_: unknown, params: OnConnectStartParams) => startDrag(params),
  onConnectEnd: drop,
  isValidConnection: isValid,
  onReconnectStart: (_: unknown, edge: WireEdge) => {
    inHand = edge.data?.wire;
  },
  onReconnect: (_: WireEdge, connection: Connection) => connect(connection),
  onReconnectEnd: () => {
    inHand = undefined;
  },
} as const;
