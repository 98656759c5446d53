import '@xyflow/react/dist/base.css';
import './canvas.css';
import {
  Background,
  BackgroundVariant,
  type EdgeTypes,
  MiniMap,
  type NodeTypes,
  PanOnScrollMode,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
} from '@xyflow/react';
import { memo, useMemo, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { openCanvasMenu, openNodeMenu } from '../commands/open-menu.ts';
import { useDocument } from '../state/document.ts';
import { useRuns } from '../state/runs.ts';
import { select, setSession, useSession } from '../state/session.ts';
import { useCanvasChanges } from './canvas-changes.ts';
import { CanvasControls } from './canvas-controls.tsx';
import { useCanvasDrop } from './canvas-drop.ts';
import { ClickWire } from './click-wire.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import { NodeCard } from './node-card.tsx';
import { type CardNode, createToFlow, type WireEdge } from './to-flow.ts';
import { useCanvasView } from './use-canvas-view.ts';
import { Wire } from './wire.tsx';
import { stopWiring, wiringEvents } from './wiring-events.ts';
import { WiringTip } from './wiring-tip.tsx';

const nodeTypes: NodeTypes = { card: NodeCard };
const edgeTypes: EdgeTypes = { wire: Wire };
const snapGrid: [number, number] = [10, 10];
const panButtons = [1, 2];
const addKeys = ['Shift', 'Meta', 'Control'];
const fitOptions = { padding: 0.16, maxZoom: 1 };

const usePlots = (): ReadonlySet<string> => {
  const ids = useRuns(
    useShallow(({ run, lastResults }) =>
      Object.entries({ ...lastResults, ...run?.nodes })
        .filter(
          ([id, node]) => Object.keys(node.curves).length > 0 || Object.keys(lastResults[id]?.curves ?? {}).length > 0,
        )
        .map(([id]) => id),
    ),
  );
  return useMemo(() => new Set(ids), [ids]);
};

const familyColour = (node: CardNode): string => `var(--family-${node.data.entry?.family ?? 'unknown'})`;

const openAdd = (event: React.MouseEvent, toFlow: (x: number, y: number) => readonly [number, number]): void => {
  const [x, y] = toFlow(event.clientX, event.clientY);
  setSession({ overlay: { overlay: 'add-node', screen: [event.clientX, event.clientY], at: [x - 120, y - 27] } });
};

const Flow = () => {
  const flow = useDocument((state) => state.flow);
  const readOnly = useDocument((state) => state.info?.readOnly === true);
  const entries = useSession((state) => state.entries);
  const selection = useSession((state) => state.selection);
  const minimap = useSession((state) => state.minimap);
  const wiring = useSession((state) => state.wiring !== null);
  const plots = usePlots();
  const [toFlow] = useState(createToFlow);
  const { moved, onNodesChange, onEdgesChange } = useCanvasChanges();
  const { nodes, edges } = toFlow({ flow, entries, selection, moved, plots });
  const view = useCanvasView();
  const dropped = useCanvasDrop();
  return (
    <div
      className="canvas-drop"
      data-wiring={wiring || undefined}
      data-dragging-file={dropped.over || undefined}
      {...dropped.events}
      onDoubleClick={(event) => {
        if ((event.target as Element).classList.contains('react-flow__pane')) openAdd(event, view.toFlow);
      }}
    >
      <ReactFlow<CardNode, WireEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        {...wiringEvents}
        onMoveEnd={(_, { zoom }) => setSession({ zoom })}
        onPaneClick={() => {
          if (!stopWiring()) select([]);
        }}
        onNodeContextMenu={(event, node) => {
          event.preventDefault();
          openNodeMenu(node.id, [event.clientX, event.clientY]);
        }}
        onPaneContextMenu={(event) => {
          event.preventDefault();
          openCanvasMenu([event.clientX, event.clientY]);
        }}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionOnDrag
        selectionMode={SelectionMode.Partial}
        panOnDrag={panButtons}
        panActivationKeyCode="Space"
        multiSelectionKeyCode={addKeys}
        panOnScrollMode={PanOnScrollMode.Free}
        zoomOnDoubleClick={false}
        connectOnClick={false}
        connectionRadius={36}
        connectionDragThreshold={3}
        nodeDragThreshold={2}
        snapToGrid
        snapGrid={snapGrid}
        minZoom={0.1}
        maxZoom={2}
        fitView
        fitViewOptions={fitOptions}
        elevateNodesOnSelect
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} color="var(--dot)" />
        {minimap && nodes.length > 0 ? (
          <MiniMap<CardNode>
            pannable
            zoomable
            nodeColor={familyColour}
            nodeBorderRadius={12}
            ariaLabel="Overview of the flow"
          />
        ) : null}
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
