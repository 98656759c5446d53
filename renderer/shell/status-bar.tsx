import { runCommand } from '../commands/registry.ts';
import { useFlow } from '../state/document.ts';
import { showInDock, useProblems, useSession } from '../state/session.ts';

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const EngineLight = () => {
  const engine = useSession((state) => state.engine);
  const connection = useSession((state) => state.connection);
  const lost = connection !== 'open';
  const state = lost ? 'starting' : engine.state;
  const text = lost
    ? 'Connecting…'
    : { starting: 'Engine starting…', ready: 'Engine ready', stopped: 'Engine stopped' }[engine.state];
  return (
    <button
      type="button"
      className="status-item engine-light"
      data-state={state}
      title={engine.reason}
      onClick={() => (state === 'stopped' ? runCommand('run.restart-engine') : showInDock('log'))}
    >
      <span className="engine-lamp" aria-hidden="true" />
      {text}
    </button>
  );
};

const memoryText = (bytes: number): string =>
  bytes < 1024 ** 3 ? `${Math.round(bytes / 1024 ** 2)} MB` : `${(bytes / 1024 ** 3).toFixed(1)} GB`;

/** The bar at the bottom; every item leads somewhere. */
export const StatusBar = () => {
  const flow = useFlow();
  const problems = useProblems();
  const selected = useSession((state) => state.selection.nodes.length);
  const zoom = useSession((state) => state.zoom);
  const memory = useSession((state) => state.engine.memoryBytes);
  const errors = problems.some((problem) => problem.severity === 'error');
  return (
    <footer className="status-bar numeric">
      <EngineLight />
      <button type="button" className="status-item" onClick={() => runCommand('view.outline')}>
        {counted(Object.keys(flow.nodes).length, 'node')} · {counted(flow.edges.length, 'wire')}
      </button>
      {selected > 0 ? (
        <button type="button" className="status-item" onClick={() => runCommand('canvas.fit-selection')}>
          {selected} selected
        </button>
      ) : null}
      <button
        type="button"
        className="status-item"
        data-tone={problems.length === 0 ? undefined : errors ? 'error' : 'warning'}
        onClick={() => showInDock('problems')}
      >
        {problems.length === 0 ? 'No problems' : counted(problems.length, 'problem')}
      </button>
      <span className="rail-gap" />
      <button type="button" className="status-item" onClick={() => runCommand('canvas.zoom-100')}>
        {Math.round(zoom * 100)} %
      </button>
      {memory ? (
        <button
          type="button"
          className="status-item"
          onClick={() => runCommand('view.runs')}
          title="Memory of the engine"
        >
          Mem {memoryText(memory)}
        </button>
      ) : null}
    </footer>
  );
};
