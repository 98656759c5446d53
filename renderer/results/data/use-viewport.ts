import { type RefObject, useEffect, useState } from 'react';

export interface Viewport {
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What is seen of a scrolling element. A table taller than the browser allows is scrolled `factor` times as fast; the wheel is slowed to match. */
export const useViewport = (element: RefObject<HTMLElement | null>, factor: number): Viewport => {
  const [viewport, setViewport] = useState<Viewport>({ top: 0, width: 0, height: 0 });
  useEffect(() => {
    const box = element.current;
    if (!box) return;
    const read = (): void =>
      setViewport((old) => {
        const now = { top: box.scrollTop, width: box.clientWidth, height: box.clientHeight };
        return old.top === now.top && old.width === now.width && old.height === now.height ? old : now;
      });
    const observer = new ResizeObserver(read);
    observer.observe(box);
    box.addEventListener('scroll', read, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', read);
    };
  }, [element]);
  useEffect(() => {
    const box = element.current;
    if (!box || factor === 1) return;
    const slow = (event: WheelEvent): void => {
      if (event.deltaY === 0 || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 20 : event.deltaY;
      box.scrollTop += pixels / factor;
    };
    box.addEventListener('wheel', slow, { passive: false });
    return () => box.removeEventListener('wheel', slow);
  }, [element, factor]);
  return viewport;
};
