import { Map as MapIcon, Maximize, Minus, Plus, Workflow } from 'lucide-react';
import { runCommand } from '../commands/registry.ts';
import { IconButton } from '../shell/icon-button.tsx';
import { setSession, useSession } from '../state/session.ts';

/** Zoom, fit, tidy, minimap: lower left. */
export const CanvasControls = () => {
  const zoom = useSession((state) => state.zoom);
  const minimap = useSession((state) => state.minimapShown);
  return (
    <div className="canvas-controls" role="toolbar" aria-label="View">
      <IconButton label="Zoom out" keys="-" icon={Minus} small onClick={() => runCommand('canvas.zoom-out')} />
      <button
        type="button"
        className="zoom-percent numeric"
        aria-label={`Zoom ${Math.round(zoom * 100)} percent, reset to 100`}
        onClick={() => runCommand('canvas.zoom-100')}
      >
        {Math.round(zoom * 100)} %
      </button>
      <IconButton label="Zoom in" keys="+" icon={Plus} small onClick={() => runCommand('canvas.zoom-in')} />
      <IconButton label="Fit the flow" keys="1" icon={Maximize} small onClick={() => runCommand('canvas.fit')} />
      <IconButton label="Tidy up" keys="Shift+Alt+T" icon={Workflow} small onClick={() => runCommand('canvas.tidy')} />
      <IconButton
        label="Minimap"
        keys="M"
        icon={MapIcon}
        small
        pressed={minimap}
        onClick={() => setSession({ minimap: !minimap })}
      />
    </div>
  );
};
