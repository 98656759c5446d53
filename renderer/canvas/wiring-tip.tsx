import { useEffect, useState } from 'react';
import { endpointOf } from '../../contract/flow.ts';
import { titleOf } from '../edit/ports-of.ts';
import { verdictAt, type WireEnd } from '../edit/wiring.ts';
import { useDocument } from '../state/document.ts';
import { useSession } from '../state/session.ts';

const delayMs = 200;

/** A port may stand twice under one name, as input and as output. */
const elementOf = ({ node, port, side }: WireEnd): Element | null =>
  document.querySelector(`.port.${side} [data-handle="${CSS.escape(`${node}.${port}`)}"]`) ??
  document.querySelector(`[data-node-id="${CSS.escape(node)}"]`);

const useReason = (): string | undefined => {
  const wiring = useSession((state) => state.wiring);
  const over = useSession((state) => state.wiringOver);
  if (!wiring || !over) return undefined;
  if (over.node === wiring.from.node && over.port === wiring.from.port && over.side === wiring.from.side)
    return undefined;
  const verdict = verdictAt(wiring, over);
  if (!verdict.fits) return verdict.why;
  if (verdict.replaces === undefined) return undefined;
  const from = endpointOf(verdict.replaces).node;
  const title = titleOf(useDocument.getState().flow, useSession.getState().entries, from);
  return `Input already has a wire, from ${title}. This one takes its place.`;
};

/** Says, beside the port under the pointer, why a wire may not go there. */
export const WiringTip = () => {
  const reason = useReason();
  const over = useSession((state) => state.wiringOver);
  const [shown, setShown] = useState<{
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly left: boolean;
  }>();
  useEffect(() => {
    setShown(undefined);
    if (!reason || !over) return;
    const timer = setTimeout(() => {
      const handle = elementOf(over);
      const box = handle?.getBoundingClientRect();
      if (box)
        setShown({
          text: reason,
          x: over.side === 'input' ? box.left - 6 : box.right + 6,
          y: box.top + box.height / 2,
          left: over.side === 'input',
        });
    }, delayMs);
    return () => clearTimeout(timer);
  }, [reason, over]);
  return (
    <div aria-live="assertive" className="wiring-tip-place">
      {shown ? (
        <div className="wiring-tip" data-left={shown.left || undefined} style={{ left: shown.x, top: shown.y }}>
          {shown.text}
        </div>
      ) : null}
    </div>
  );
};
