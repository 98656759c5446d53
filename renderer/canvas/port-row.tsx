import { Handle, Position } from '@xyflow/react';
import { verdictAt, type WireEnd } from '../edit/wiring.ts';
import { setSession, showInDock, useSession } from '../state/session.ts';
import type { CardPort } from './card-ports.ts';
import { PortGlyph } from './port-glyph.tsx';
import { clickPort } from './wiring-events.ts';

interface PortProps {
  readonly node: string;
  readonly side: 'input' | 'output';
  readonly shown: CardPort;
}

const useVerdict = (end: WireEnd): 'fits' | 'refused' | 'start' | undefined =>
  useSession(({ wiring }) => {
    if (!wiring) return undefined;
    if (wiring.from.node === end.node && wiring.from.port === end.port && wiring.from.side === end.side) return 'start';
    return verdictAt(wiring, end).fits ? 'fits' : 'refused';
  });

const useIsSplit = (node: string, port: string, output: boolean): boolean =>
  useSession(({ check }) => {
    const shape = output ? check?.shapes[node]?.[port] : check?.inputs[node]?.[port];
    return shape !== undefined && 'split' in shape && shape.split.parts;
  });

const PortEnd = ({ node, side, shown }: PortProps) => {
  const output = side === 'output';
  const { name, port, wired, gone } = shown;
  const verdict = useVerdict({ node, port: name, side });
  const split = useIsSplit(node, name, output);
  const enter = () => {
    if (useSession.getState().wiring) setSession({ wiringOver: { node, port: name, side } });
  };
  const leave = () => {
    const { wiringOver } = useSession.getState();
    if (wiringOver?.node === node && wiringOver.port === name) setSession({ wiringOver: null });
  };
  return (
    <div className={`port ${side}`} data-kind={port.kind} data-gone={gone || undefined}>
      <Handle
        id={name}
        type={output ? 'source' : 'target'}
        position={output ? Position.Right : Position.Left}
        className="port-handle"
        data-handle={`${node}.${name}`}
        data-verdict={verdict}
        role="button"
        tabIndex={-1}
        aria-label={`${side} ${port.title}${port.kind === port.title ? '' : `, ${port.kind}`}${wired ? ', wired' : ''}`}
        onPointerEnter={enter}
        onPointerLeave={leave}
        onClick={() => clickPort({ node, port: name, side })}
      >
        <PortGlyph kind={port.kind} filled={wired} split={split} />
      </Handle>
      <button
        type="button"
        tabIndex={-1}
        className="port-name nodrag"
        onClick={() => (output ? showInDock('data', { node, port: name }) : undefined)}
      >
        {port.title}
        {port.many && !gone ? <span aria-hidden="true"> +</span> : null}
      </button>
    </div>
  );
};

interface PortRowProps {
  readonly node: string;
  readonly input: CardPort | undefined;
  readonly output: CardPort | undefined;
}

/** An input and an output that share a row. */
export const PortRow = ({ node, input, output }: PortRowProps) => (
  <div className="port-row">
    {input ? <PortEnd node={node} side="input" shown={input} /> : <span />}
    {output ? <PortEnd node={node} side="output" shown={output} /> : null}
  </div>
);
