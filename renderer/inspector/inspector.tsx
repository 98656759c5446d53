import './inspector.css';
import './controls.css';
import { useFlowNode } from '../state/document.ts';
import { useEntry, useSelectedNode, useSession } from '../state/session.ts';
import { FlowProperties } from './flow-properties.tsx';
import { NodeInspector } from './node-inspector.tsx';
import { SelectionInspector } from './selection-inspector.tsx';

/** The panel at the right: a node, a selection, or the flow itself. */
export const Inspector = () => {
  const id = useSelectedNode();
  const node = useFlowNode(id);
  const entry = useEntry(node?.type);
  const many = useSession((state) => state.selection.nodes.length + state.selection.wires.length);
  if (id !== undefined && node) return <NodeInspector id={id} node={node} entry={entry} />;
  return many > 0 ? <SelectionInspector /> : <FlowProperties />;
};
