import { type DragEvent, useState } from 'react';
import { addNode } from '../edit/add-node.ts';
import { importFiles } from '../files/import-files.ts';
import { canvasView } from './view.ts';

/** Data type of a node type that is dragged from the palette. */
export const nodeDragType = 'application/x-millrace-node';

const takes = (event: DragEvent): boolean =>
  event.dataTransfer.types.includes(nodeDragType) || event.dataTransfer.types.includes('Files');

const drop = (event: DragEvent): void => {
  const view = canvasView();
  if (!view || !takes(event)) return;
  event.preventDefault();
  const [x, y] = view.toFlow(event.clientX, event.clientY);
  const type = event.dataTransfer.getData(nodeDragType);
  if (type) {
    const id = addNode({ type, at: [x - 120, y - 27] });
    if (id !== undefined) requestAnimationFrame(() => view.focus(id));
  } else void importFiles([...event.dataTransfer.files], [x - 120, y - 27]);
};

/** Node types from the palette and files from outside may be dropped on the canvas. */
export const useCanvasDrop = () => {
  const [over, setOver] = useState(false);
  const events = {
    onDragOver: (event: DragEvent): void => {
      if (!takes(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      if (event.dataTransfer.types.includes('Files')) setOver(true);
    },
    onDragLeave: (event: DragEvent): void => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop: (event: DragEvent): void => {
      setOver(false);
      drop(event);
    },
  };
  return { over, events } as const;
};
