import '@xyflow/react/dist/base.css';
import './canvas.css';
import {
  Background,
  BackgroundVariant,
  ReactFlow,
  type ReactFlowProps,
  ReactFlowProvider,
  SelectionMode,
} from '@xyflow/react';
import { memo, useState } from 'react';
import { openCanvasMenu, openNodeMenu } from '../commands/open-menu.ts';
import { deleteWire } from '../edit/flow-commands.ts';
import { useDocument } from '../state/document.ts';
import { select, setSession, useSession } from '../state/session.ts';
import { useCanvasChanges } from './canvas-changes.ts';
import { CanvasControls } from './canvas-controls.tsx';
import { useCanvasDrop } from './canvas-drop.ts';
import { ClickWire } from './click-wire.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import { NodeCard } from './node-card.tsx';
import { Overview } from './overview.tsx';
import { type CardNode, createToFlow, type WireEdge } from './to-flow.ts';
import { useCanvasView } from './use-canvas-view.ts';
import { canvasView } from './view.ts';
import { Wire } from './wire.tsx';
import { stopWiring, wiringEvents } from './wiring-events.ts';
import { WiringTip } from './wiring-tip.tsx';

/** How the canvas answers pointers and keys; constant, so that React Flow's store is not written on every render. */
const behaviour: ReactFlowProps<CardNode, WireEdge> = {
  nodeTypes: { card: NodeCard },
  edgeTypes: { wire: Wire },
  nodesFocusable: false,
  edgesFocusable: false,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  selectionOnDrag: true,
  selectionMode: SelectionMode.Partial,
  panOnDrag: [1, 2],
  panActivationKeyCode: 'Space',
  multiSelectionKeyCode: ['Shift', 'Meta', 'Control'],
  zoomOnDoubleClick: false,
  connectOnClick: false,
  connectionRadius: 36,
  reconnectRadius: 14,
  connectionDragThreshold: 3,
  nodeDragThreshold: 2,
  snapToGrid: true,
  snapGrid: [10, 10],
  minZoom: 0.1,
  maxZoom: 2,
};

/** Beyond this many cards only those in view are in the page; below it, panning is smoother with all of them. */
const manyNodes = 120;

const pointerEvents: ReactFlowProps<CardNode, WireEdge> = {
  onMoveEnd: (_, { zoom }) => setSession({ zoom }),
  onPaneClick: () => {
    if (!stopWiring()) select([]);
  },
  onNodeContextMenu: (event, node) => {
    event.preventDefault();
    openNodeMenu(node.id, [event.clientX, event.clientY]);
  },
  onEdgeClick: (event, { data }) => {
    if (event.altKey && data) deleteWire(data.wire);
  },
  onPaneContextMenu: (event) => {
    event.preventDefault();
    openCanvasMenu([event.clientX, event.clientY]);
  },
};

const openAdd = (event: React.MouseEvent): void => {
  const view = canvasView();
  if (!view || !(event.target as Element).classList.contains('react-flow__pane')) return;
  const [x, y] = view.toFlow(event.clientX, event.clientY);
  setSession({ overlay: { overlay: 'add-node', screen: [event.clientX, event.clientY], at: [x - 120, y - 27] } });
};

const Flow = () => {
  const flow = useDocument((state) => state.flow);
  const readOnly = useDocument((state) => state.info?.readOnly === true);
  const entries = useSession((state) => state.entries);
  const selection = useSession((state) => state.selection);
  const wiring = useSession((state) => state.wiring !== null);
  const far = useSession((state) => state.zoom < 0.6);
  const [toFlow] = useState(createToFlow);
  const { moved, onNodesChange, onEdgesChange } = useCanvasChanges();
  const { nodes, edges } = toFlow({ flow, entries, selection, moved });
  useCanvasView();
  const dropped = useCanvasDrop();
  return (
    <div
      className="canvas-drop"
      data-wiring={wiring || undefined}
      data-far={far || undefined}
      data-dragging-file={dropped.over || undefined}
      {...dropped.events}
    >
      <ReactFlow<CardNode, WireEdge>
        className="canvas-keys"
        tabIndex={selection.nodes.length === 0 ? 0 : -1}
        aria-label="Flow. Arrow keys go along the wires, N adds a node, C connects, Enter edits."
        nodes={nodes}
        edges={edges}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onDoubleClick={openAdd}
        onlyRenderVisibleElements={nodes.length > manyNodes}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        edgesReconnectable={!readOnly}
        {...behaviour}
        {...pointerEvents}
        {...wiringEvents}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} color="var(--dot)" />
        {nodes.length > 0 ? <Overview /> : null}
        <ClickWire />
      </ReactFlow>
      <CanvasControls />
      {nodes.length === 0 ? <EmptyCanvas /> : null}
      <WiringTip />
    </div>
  );
};

/** The canvas. Nothing outside this folder knows React Flow. */
export const Canvas = memo(() => (
  <section className="canvas" aria-label="Canvas">
    <ReactFlowProvider>
      <Flow />
    </ReactFlowProvider>
  </section>
));
