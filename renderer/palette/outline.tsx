import { useMemo } from 'react';
import { StatusGlyph } from '../canvas/status-glyph.tsx';
import { useCardStatus } from '../canvas/use-card-status.ts';
import { canvasView } from '../canvas/view.ts';
import { openNodeMenu } from '../commands/open-menu.ts';
import { titleOf } from '../edit/ports-of.ts';
import { topological } from '../edit/reach.ts';
import { NodeIcon } from '../shell/node-icon.tsx';
import { useFlow } from '../state/document.ts';
import { select, setSession, useSession } from '../state/session.ts';

const focusItem = (id: string | undefined): void => {
  if (id === undefined) return;
  select([id]);
  canvasView()?.reveal(id);
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-outline="${CSS.escape(id)}"]`)?.focus());
};

interface ItemProps {
  readonly id: string;
  readonly selected: boolean;
  readonly stop: boolean;
  onStep(by: number): void;
}

const OutlineItem = ({ id, selected, stop, onStep }: ItemProps) => {
  const flow = useFlow();
  const entries = useSession((state) => state.entries);
  const status = useCardStatus(id);
  const node = flow.nodes[id];
  if (!node) return null;
  const title = titleOf(flow, entries, id);
  const onKey = (event: React.KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'ArrowDown') onStep(1);
    else if (event.key === 'ArrowUp') onStep(-1);
    else if (event.key === 'Enter' || event.key === ' ') setSession({ inspector: true, inspectorTab: 'settings' });
    else if (event.key.toLowerCase() === 'c' && !event.ctrlKey && !event.metaKey)
      setSession({ overlay: { overlay: 'connect', node: id } });
    else if (event.key === 'ContextMenu') {
      const { left, bottom } = event.currentTarget.getBoundingClientRect();
      openNodeMenu(id, [left + 24, bottom]);
    } else return;
    event.preventDefault();
  };
  return (
    <div
      role="treeitem"
      className="outline-item"
      aria-level={1}
      aria-selected={selected}
      aria-label={`${title}, ${status.word}${status.text && status.text !== status.word ? `, ${status.text}` : ''}`}
      tabIndex={stop ? 0 : -1}
      data-outline={id}
      onClick={() => focusItem(id)}
      onContextMenu={(event) => {
        event.preventDefault();
        openNodeMenu(id, [event.clientX, event.clientY]);
      }}
      onKeyDown={onKey}
    >
      <NodeIcon entry={entries[node.type]} small />
      <span className="truncate outline-title">{title}</span>
      <span className="outline-time numeric">{status.glyph === 'done' ? status.text : ''}</span>
      <StatusGlyph glyph={status.glyph} />
    </div>
  );
};

/** The flow as a list, sources first: everything the canvas shows, without a pointer. */
export const Outline = () => {
  const flow = useFlow();
  const order = useMemo(() => topological(flow), [flow]);
  const selection = useSession((state) => state.selection.nodes);
  const stop = selection.find((id) => id in flow.nodes) ?? order[0];
  if (order.length === 0) return <p className="panel-empty">The flow has no nodes yet.</p>;
  return (
    <div className="panel-scroll outline" role="tree" aria-label="Nodes of the flow">
      {order.map((id, index) => (
        <OutlineItem
          key={id}
          id={id}
          selected={selection.includes(id)}
          stop={id === stop}
          onStep={(by) => focusItem(order[index + by])}
        />
      ))}
    </div>
  );
};
