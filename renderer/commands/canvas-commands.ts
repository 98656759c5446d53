import { canvasView } from '../canvas/view.ts';
import { stopWiring } from '../canvas/wiring-events.ts';
import { nudgeSelection, selectReach, stepSelection } from '../edit/move-selection.ts';
import { tidy } from '../edit/tidy.ts';
import { select, setSession, useSession } from '../state/session.ts';
import type { Command } from './command.ts';
import { needsDocument, needsNode } from './refusals.ts';

const add = (): void => {
  const view = canvasView();
  const [x, y] = view ? view.middle() : [window.innerWidth / 2, window.innerHeight / 2];
  setSession({ overlay: { overlay: 'add-node', screen: [x - 170, y - 180] } });
};

const canvas = 'canvas' as const;

const arrows = (['Left', 'Right', 'Up', 'Down'] as const).flatMap((way): Command[] => {
  const by: readonly [number, number] = { Left: [-1, 0], Right: [1, 0], Up: [0, -1], Down: [0, 1] }[way] as never;
  const word = { Left: 'upstream', Right: 'downstream', Up: 'above', Down: 'below' }[way];
  return [
    {
      id: `canvas.go-${word}`,
      title: `Go ${word}`,
      keys: [`Arrow${way}`],
      where: canvas,
      refused: needsDocument,
      run: () => stepSelection(by),
    },
    {
      id: `canvas.nudge-${way.toLowerCase()}`,
      title: `Move ${way.toLowerCase()}`,
      keys: [`Alt+Arrow${way}`],
      where: canvas,
      refused: needsNode,
      run: () => nudgeSelection(by, 10),
    },
  ];
});

export const canvasCommands: readonly Command[] = [
  { id: 'canvas.add', title: 'Add a node', keys: ['N', '/'], where: canvas, refused: needsDocument, run: add },
  {
    id: 'canvas.tidy',
    title: 'Tidy up',
    keys: ['Shift+Alt+T'],
    where: canvas,
    refused: needsDocument,
    run: () => void tidy(),
  },
  {
    id: 'canvas.fit',
    title: 'Fit the flow',
    keys: ['1'],
    where: canvas,
    refused: needsDocument,
    run: () => canvasView()?.fit(),
  },
  {
    id: 'canvas.fit-selection',
    title: 'Fit the selection',
    keys: ['2'],
    where: canvas,
    refused: needsNode,
    run: () => canvasView()?.fit(useSession.getState().selection.nodes),
  },
  { id: 'canvas.zoom-in', title: 'Zoom in', keys: ['+', '='], where: canvas, run: () => canvasView()?.zoomIn() },
  { id: 'canvas.zoom-out', title: 'Zoom out', keys: ['-'], where: canvas, run: () => canvasView()?.zoomOut() },
  { id: 'canvas.zoom-100', title: 'Zoom to 100 %', keys: ['0'], where: canvas, run: () => canvasView()?.zoomTo(1) },
  {
    id: 'canvas.none',
    title: 'Select nothing',
    keys: ['Escape'],
    where: canvas,
    run: () => {
      if (!stopWiring()) select([]);
    },
  },
  {
    id: 'canvas.select-upstream',
    title: 'Select all upstream',
    keys: ['Shift+ArrowLeft'],
    where: canvas,
    refused: needsNode,
    run: () => selectReach('up'),
  },
  {
    id: 'canvas.select-downstream',
    title: 'Select all downstream',
    keys: ['Shift+ArrowRight'],
    where: canvas,
    refused: needsNode,
    run: () => selectReach('down'),
  },
  ...arrows,
];
