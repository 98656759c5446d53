import { type FitViewOptions, useReactFlow } from '@xyflow/react';
import { useCallback, useEffect, useMemo } from 'react';
import { currentFlow, useDocumentId } from '../state/document.ts';
import type { CardNode, WireEdge } from './to-flow.ts';
import { type CanvasView, provideCanvasView } from './view.ts';

/** Room for the view controls, that lie over the canvas at the bottom. */
const fitting: FitViewOptions = {
  padding: { top: '40px', left: '36px', right: '36px', bottom: '76px' },
  maxZoom: 1,
};

const slow = { duration: 220 } as const;

const box = (): DOMRect | undefined => document.querySelector('.canvas')?.getBoundingClientRect();

const middle = (): readonly [number, number] => {
  const at = box();
  return at ? [at.left + at.width / 2, at.top + at.height / 2] : [0, 0];
};

const card = (node: string): HTMLElement | null => document.querySelector(`[data-node-id="${CSS.escape(node)}"]`);

const usePointer = (): (() => readonly [number, number]) => {
  const place = useMemo(() => ({ at: undefined as readonly [number, number] | undefined }), []);
  useEffect(() => {
    const follow = (event: PointerEvent): void => {
      const inside = event.target instanceof Element && event.target.closest('.canvas') !== null;
      place.at = inside ? [event.clientX, event.clientY] : undefined;
    };
    window.addEventListener('pointermove', follow, { passive: true });
    return () => window.removeEventListener('pointermove', follow);
  }, [place]);
  return useCallback(() => place.at ?? middle(), [place]);
};

const isSeen = (element: HTMLElement): boolean => {
  const [at, around] = [element.getBoundingClientRect(), box()];
  return (
    !!around && at.left >= around.left && at.right <= around.right && at.top >= around.top && at.bottom <= around.bottom
  );
};

/** Offers the canvas to the rest of the window, and fits a document into view when it is opened. */
export const useCanvasView = (): CanvasView => {
  const flow = useReactFlow<CardNode, WireEdge>();
  const pointer = usePointer();
  const document = useDocumentId();
  const view = useMemo<CanvasView>(
    () => ({
      fit: (nodes) =>
        void flow.fitView({
          ...fitting,
          ...slow,
          ...(nodes ? { nodes: nodes.map((id) => ({ id })) } : {}),
        }),
      zoomIn: () => void flow.zoomIn(slow),
      zoomOut: () => void flow.zoomOut(slow),
      zoomTo: (zoom) => void flow.zoomTo(zoom, slow),
      reveal: (node) => {
        const element = card(node);
        const position = flow.getNode(node)?.position;
        if (!position || (element && isSeen(element))) return;
        void flow.setCenter(position.x + 120, position.y + 80, { zoom: Math.max(0.7, flow.getZoom()), ...slow });
      },
      focus: (node) => {
        const target =
          node === undefined ? window.document.querySelector<HTMLElement>('.card[tabindex="0"]') : card(node);
        (target ?? window.document.querySelector<HTMLElement>('.canvas-keys'))?.focus({ preventScroll: true });
      },
      toFlow: (x, y) => {
        const point = flow.screenToFlowPosition({ x, y }, { snapToGrid: false });
        return [point.x, point.y];
      },
      middle,
      pointer,
      size: (node) => {
        const measured = flow.getNode(node)?.measured;
        return measured?.width && measured.height ? { width: measured.width, height: measured.height } : undefined;
      },
    }),
    [flow, pointer],
  );
  useEffect(() => {
    provideCanvasView(view);
    return () => provideCanvasView(undefined);
  }, [view]);
  useEffect(() => {
    if (document === undefined) return;
    // On an empty canvas it would wait for the first node and then move the view under the user's hand.
    if (Object.keys(currentFlow().nodes).length === 0) return;
    const frame = requestAnimationFrame(() => void flow.fitView(fitting));
    return () => cancelAnimationFrame(frame);
  }, [document, flow]);
  return view;
};
