import { Canvas } from '../canvas/canvas.tsx';
import { Inspector } from '../inspector/inspector.tsx';
import { Outline } from '../palette/outline.tsx';
import { Palette } from '../palette/palette.tsx';
import { Dock } from '../results/dock.tsx';
import { useDocument } from '../state/document.ts';
import { useSession } from '../state/session.ts';
import { LeftRail } from './left-rail.tsx';
import { Splitter } from './splitter.tsx';
import { StatusBar } from './status-bar.tsx';

const LeftPanel = () => {
  const left = useSession((state) => state.left);
  const width = useSession((state) => state.sizes.left);
  if (!left) return null;
  return (
    <aside className="left-panel" aria-label={left === 'nodes' ? 'Nodes' : 'Outline'} style={{ width }}>
      {left === 'nodes' ? <Palette /> : <Outline />}
      <Splitter panel="left" />
    </aside>
  );
};

const BottomDock = () => {
  const dock = useSession((state) => state.dock);
  const height = useSession((state) => state.sizes.dock);
  if (!dock) return null;
  return (
    <>
      <Splitter panel="dock" />
      <div className="dock" style={{ height }}>
        <Dock />
      </div>
    </>
  );
};

const RightPanel = () => {
  const inspector = useSession((state) => state.inspector);
  const width = useSession((state) => state.sizes.inspector);
  if (!inspector) return null;
  return (
    <aside className="inspector" aria-label="Inspector" style={{ width }}>
      <Splitter panel="inspector" />
      <Inspector />
    </aside>
  );
};

/** The window with a flow in it. */
export const Editor = () => {
  const name = useDocument((state) => state.flow.name);
  return (
    <>
      <div className="editor">
        <LeftRail />
        <LeftPanel />
        <main className="middle" aria-label="Flow">
          <h1 className="visually-hidden">{name}</h1>
          <Canvas />
          <BottomDock />
        </main>
        <RightPanel />
      </div>
      <StatusBar />
    </>
  );
};
