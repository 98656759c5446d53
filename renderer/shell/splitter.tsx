import { useRef } from 'react';
import { setSession, useSession } from '../state/session.ts';

type Panel = 'left' | 'inspector' | 'dock';

const bounds: Readonly<Record<Panel, readonly [number, number]>> = {
  left: [180, 420],
  inspector: [280, 560],
  dock: [160, 560],
};

const labels: Readonly<Record<Panel, string>> = {
  left: 'Width of the left panel',
  inspector: 'Width of the inspector',
  dock: 'Height of the results',
};

const resize = (panel: Panel, size: number): void => {
  const [low, high] = bounds[panel];
  const { sizes } = useSession.getState();
  setSession({ sizes: { ...sizes, [panel]: Math.round(Math.min(high, Math.max(low, size))) } });
};

/** A line between panels that is moved by dragging, or by the arrow keys. */
export const Splitter = ({ panel }: { readonly panel: Panel }) => {
  const size = useSession((state) => state.sizes[panel]);
  const start = useRef<{ readonly at: number; readonly size: number }>(undefined);
  const upright = panel !== 'dock';
  const grows = panel === 'left' ? 1 : -1;
  const place = (event: React.PointerEvent): number => (upright ? event.clientX : event.clientY);
  const separator = {
    role: 'separator',
    tabIndex: 0,
    'aria-label': labels[panel],
    'aria-orientation': upright ? ('vertical' as const) : ('horizontal' as const),
    'aria-valuenow': size,
    'aria-valuemin': bounds[panel][0],
    'aria-valuemax': bounds[panel][1],
    onPointerDown: (event: React.PointerEvent): void => {
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = { at: place(event), size };
    },
    onPointerMove: (event: React.PointerEvent): void => {
      if (start.current) resize(panel, start.current.size + grows * (place(event) - start.current.at));
    },
    onPointerUp: (): void => {
      start.current = undefined;
    },
    onKeyDown: (event: React.KeyboardEvent): void => {
      const by = { ArrowLeft: -16, ArrowUp: -16, ArrowRight: 16, ArrowDown: 16 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      resize(panel, size + grows * by);
    },
  };
  return <div className={upright ? 'splitter upright' : 'splitter level'} {...separator} />;
};
