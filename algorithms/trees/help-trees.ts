import type { HelpLine } from '../../contract/fit-threads.ts';
import { type ForestHelp, growWithOthers } from './forest-crew.ts';
import { type TrainingHelp, trainWithOthers } from './training-crew.ts';
import { helpWalk, type WalkHelp } from './walk-crew.ts';

/** What helper threads of boosting do: a part of its training, or of its predictions. */
export const helpBoosting = (input: unknown): void => {
  const help = input as TrainingHelp | WalkHelp;
  if ('walk' in help) helpWalk(help);
  else trainWithOthers(help);
};

/** What helper threads of a forest do: they grow some of its trees, or predict some of the rows. */
export const helpForest = (input: unknown, line: HelpLine): void => {
  const help = input as ForestHelp | WalkHelp;
  if ('walk' in help) helpWalk(help);
  else growWithOthers(help, line);
};
