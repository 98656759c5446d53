import { restartEngine } from '../files/restart-engine.ts';
import { runAll, runFresh, runTo, stopRun } from '../files/run-flow.ts';
import { useSession } from '../state/session.ts';
import type { Command } from './command.ts';
import { needsIdle, needsOneNode, needsRun } from './refusals.ts';

const runSelected = (): void => {
  const [node] = useSession.getState().selection.nodes;
  if (node !== undefined) runTo(node);
};

export const runCommands: readonly Command[] = [
  { id: 'run.all', title: 'Run', keys: ['Mod+Enter', 'F5'], refused: needsIdle, run: runAll },
  {
    id: 'run.to-here',
    title: 'Run to here',
    keys: ['Shift+Enter'],
    where: 'canvas',
    refused: () => needsIdle() ?? needsOneNode(),
    run: runSelected,
  },
  { id: 'run.fresh', title: 'Run all steps afresh', refused: needsIdle, run: runFresh },
  { id: 'run.stop', title: 'Stop', keys: ['Mod+.'], refused: needsRun, run: () => void stopRun() },
  { id: 'run.restart-engine', title: 'Restart the engine', run: () => void restartEngine() },
];
