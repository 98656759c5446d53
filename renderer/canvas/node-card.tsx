import type { NodeProps } from '@xyflow/react';
import { MoreHorizontal, Play } from 'lucide-react';
import { memo } from 'react';
import { openNodeMenu } from '../commands/open-menu.ts';
import { runTo } from '../files/run-flow.ts';
import { NodeIcon } from '../shell/node-icon.tsx';
import { useDocument } from '../state/document.ts';
import { useNodeResult, useNodeRun } from '../state/runs.ts';
import { setSession, useSession } from '../state/session.ts';
import type { CardStatus } from './card-status.ts';
import { keyFigure, shortened, subtitleOf } from './card-text.ts';
import { MiniPlot, plotPlace } from './mini-plot.tsx';
import { PortRow } from './port-row.tsx';
import { StatusGlyph } from './status-glyph.tsx';
import type { CardData, CardNode } from './to-flow.ts';
import { useCardStatus } from './use-card-status.ts';

const useFaded = (id: string): boolean =>
  useSession(({ wiring }) => wiring !== null && wiring.from.node !== id && !wiring.nodes.has(id));

const nameOf = ({ node, entry, ports }: CardData, status: CardStatus, figure: string): string => {
  const title = node.title || entry?.title || node.type;
  const wired = ports.inputs.filter((port) => port.wired).length;
  const inputs = ports.inputs.length > 0 ? `${wired} of ${ports.inputs.length} inputs connected` : '';
  return [title, entry?.family ?? 'unknown type', status.word, inputs, figure].filter(Boolean).join(', ');
};

const Progress = ({ id, status }: { readonly id: string; readonly status: CardStatus }) => {
  const fraction = useNodeRun(id)?.fraction;
  if (status.glyph !== 'running' && status.glyph !== 'queued') return null;
  const known = status.glyph === 'running' && typeof fraction === 'number';
  return (
    <div className="card-progress" data-unknown={(status.glyph === 'running' && !known) || undefined}>
      <div style={{ transform: `scaleX(${known ? fraction : status.glyph === 'running' ? 1 : 0})` }} />
    </div>
  );
};

const menuBelow = (id: string, button: HTMLElement): void => {
  const { left, bottom } = button.getBoundingClientRect();
  openNodeMenu(id, [left, bottom + 4]);
};

interface CardPart {
  readonly id: string;
  readonly data: CardData;
  readonly status: CardStatus;
}

const Header = ({ id, data, status }: CardPart) => {
  const parameters = useDocument((state) => state.flow.parameters);
  const { node, entry } = data;
  const title = node.title || entry?.title || node.type;
  const subtitle = entry ? subtitleOf(node, entry, parameters) : `${node.type} v${node.version} is not installed`;
  return (
    <div className="card-header">
      <NodeIcon entry={entry} />
      <div className="card-titles">
        <div className="card-title truncate" title={title}>
          {title}
        </div>
        <div className="card-subtitle truncate" title={subtitle}>
          {subtitle}
        </div>
      </div>
      <div className="card-actions nodrag">
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Run to ${title}`}
          title="Run to here"
          onClick={() => runTo(id)}
        >
          <Play size={13} strokeWidth={2} />
        </button>
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Menu of ${title}`}
          title="Menu"
          onClick={(event) => menuBelow(id, event.currentTarget)}
        >
          <MoreHorizontal size={14} strokeWidth={2} />
        </button>
      </div>
      <span title={status.word} className="card-status">
        <StatusGlyph glyph={status.glyph} />
      </span>
    </div>
  );
};

const Footer = ({ id, data, status }: CardPart) => {
  const figure = keyFigure(useNodeResult(id));
  const message = status.glyph === 'error';
  return (
    <div className="card-footer" data-tone={status.tone}>
      {figure && !message ? (
        <span className="card-figure numeric truncate">
          {figure.label} <b>{figure.value}</b>
        </span>
      ) : null}
      <span className="card-said numeric truncate" title={status.text}>
        {message ? shortened(status.text, data.node.params) : status.text}
      </span>
    </div>
  );
};

/** Over a card that the wire does not fit: its first port stands for the reason. */
const pointAt = (node: string, { ports }: CardData): void => {
  const side = useSession.getState().wiring?.from.side === 'output' ? 'input' : 'output';
  const [first] = side === 'input' ? ports.inputs : ports.outputs;
  setSession({ wiringOver: { node, port: first?.name ?? '', side } });
};

const asGroup = (name: string) => ({ role: 'group', 'aria-roledescription': 'node', 'aria-label': name });

/** A node on the canvas. It looks up its own run state, so that other nodes' events leave it alone. */
export const NodeCard = memo(({ id, data, selected }: NodeProps<CardNode>) => {
  const status = useCardStatus(id);
  const faded = useFaded(id);
  const figure = keyFigure(useNodeResult(id));
  const plot = plotPlace(data);
  const rows = Math.max(data.ports.inputs.length, data.ports.outputs.length);
  return (
    <div
      className="card"
      tabIndex={selected ? 0 : -1}
      {...asGroup(nameOf(data, status, figure ? `${figure.label} ${figure.value}` : ''))}
      data-node-id={id}
      data-family={data.entry?.family ?? 'unknown'}
      data-status={status.glyph}
      data-selected={selected || undefined}
      data-faded={faded || undefined}
      data-unknown={data.entry ? undefined : true}
      onPointerEnter={() => (faded ? pointAt(id, data) : undefined)}
      onPointerLeave={() => (faded ? setSession({ wiringOver: null }) : undefined)}
    >
      <Header id={id} data={data} status={status} />
      <Progress id={id} status={status} />
      <div className="card-ports">
        {Array.from({ length: rows }, (_, index) => (
          <PortRow
            key={`${data.ports.inputs[index]?.name ?? ''}/${data.ports.outputs[index]?.name ?? ''}`}
            node={id}
            input={data.ports.inputs[index]}
            output={data.ports.outputs[index]}
          />
        ))}
        {plot ? <MiniPlot node={id} place={plot} /> : null}
      </div>
      <Footer id={id} data={data} status={status} />
    </div>
  );
});
