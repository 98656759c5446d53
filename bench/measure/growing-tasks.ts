import { higgsFiles } from './higgs-like.ts';
import { messyFile, numericFile } from './made-up-files.ts';
import type { Ask, DataAsk, LearnersAsk } from './sample.ts';

/** Work that is measured at several numbers of rows. */
export interface GrowingTask {
  readonly what: string;
  /** Our side, which answers lines of JSON. */
  readonly program: string;
  /** Runs that count, behind a first one. */
  readonly turns: number;
  /** What it is asked, with its files made. */
  ask(folder: string, task: string, rows: number): Promise<Ask>;
}

const onTables = (what: string): GrowingTask => ({
  what,
  program: 'bench/ours/serve.ts',
  turns: 3,
  ask: async (folder, task, rows): Promise<DataAsk> => ({
    task,
    numeric: await numericFile(folder, rows),
    messy: await messyFile(folder, rows),
  }),
});

/** Fits of millions of rows take so long that what disturbs one of them hardly counts. */
const ofLearners = (what: string, turns = 1): GrowingTask => ({
  what,
  program: 'bench/ours/learners.ts',
  turns,
  ask: async (folder, task, rows): Promise<LearnersAsk> => ({
    task,
    train: await higgsFiles(folder, rows, 11),
    test: await higgsFiles(folder, rows / 5, 12),
    csv: await numericFile(folder, rows),
  }),
});

export const growingTasks: Readonly<Record<string, GrowingTask>> = {
  'csv-messy': onTables('messy CSV × 16 → typed table'),
  'csv-numeric': onTables('numeric CSV × 29 → table'),
  'profile-numbers': onTables('exact profile of float columns'),
  'profile-texts': onTables('profile of categories and text'),
  deduplicate: onTables('deduplicate'),
  impute: onTables('impute'),
  split: onTables('stratified split'),
  'one-hot': onTables('one-hot into the model matrix'),
  'boosting-fit': ofLearners('boosting fit, 100 trees, 31 leaves'),
  'boosting-predict': ofLearners('boosting predict', 3),
  'forest-fit': ofLearners('forest fit, 20 trees, depth 12'),
  'logistic-fit': ofLearners('logistic regression to the optimum', 3),
  flow: ofLearners('whole flow'),
};
