import { Database, LayoutTemplate, Plus } from 'lucide-react';
import { runCommand } from '../commands/registry.ts';
import { addNode } from '../edit/add-node.ts';
import { FamilyStrip } from '../shell/family-strip.tsx';
import { useSession } from '../state/session.ts';
import { canvasView } from './view.ts';

const addSample = (): void => {
  const view = canvasView();
  addNode({ type: 'source.sample', centre: view ? view.toFlow(...view.middle()) : [0, 0] });
};

/** What an empty canvas says; it goes with the first node. */
export const EmptyCanvas = () => {
  const sample = useSession((state) => 'source.sample' in state.entries);
  return (
    <div className="empty-canvas">
      <FamilyStrip />
      <h2>Drop a CSV file here</h2>
      <p>or double-click the canvas to add a node</p>
      <div className="empty-actions">
        <button type="button" className="button" onClick={() => runCommand('canvas.add')}>
          <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
          Add a node
          <span className="kbd">N</span>
        </button>
        {sample ? (
          <button type="button" className="button" onClick={addSample}>
            <Database size={16} strokeWidth={1.75} aria-hidden="true" />
            Use sample data
          </button>
        ) : null}
        <button type="button" className="button" onClick={() => runCommand('file.welcome')}>
          <LayoutTemplate size={16} strokeWidth={1.75} aria-hidden="true" />
          Open an example
        </button>
      </div>
    </div>
  );
};
