import type { Flow } from '../../contract/flow.ts';
import type { JsonObject } from '../../contract/json.ts';
import { sketch } from '../harness/sketch.ts';

interface DataSet {
  readonly sample: string;
  readonly task: 'classification' | 'regression';
  /** Of a generated one. */
  readonly rows?: number;
  /** Its texts are taken as so many of their words, weighed by tf-idf, without anything else. */
  readonly words?: number;
}

export const seeds = [1, 2, 3, 4, 5] as const;

export const dataSets: readonly DataSet[] = [
  { sample: 'penguins', task: 'classification' },
  { sample: 'iris', task: 'classification' },
  { sample: 'wine', task: 'classification' },
  { sample: 'breast-cancer', task: 'classification' },
  { sample: 'seattle-weather', task: 'classification' },
  { sample: 'moons', task: 'classification', rows: 600 },
  { sample: 'blobs', task: 'classification', rows: 600 },
  { sample: 'tickets', task: 'classification', rows: 600, words: 40 },
  { sample: 'churn', task: 'classification', rows: 1200 },
  { sample: 'house-prices', task: 'regression', rows: 1000 },
  { sample: 'linear', task: 'regression', rows: 600 },
];

/** Settings where ours and the reference's are not the same by default, or would take long. */
export const learnerParams: Readonly<Record<string, JsonObject>> = {
  'train.baseline': {},
  'train.linear-regression': { penalty: 'ridge', alpha: 1 },
  'train.logistic-regression': { penalty: 'l2', C: 1 },
  'train.decision-tree': { maxDepth: 8, minLeaf: 5 },
  'train.random-forest': { trees: 100 },
  'train.gradient-boosting': { rounds: 60 },
  'train.k-nearest-neighbours': { k: 5, weights: 'distance' },
  'train.naive-bayes': {},
  'train.neural-network': { layers: [32], epochs: 40, batchSize: 32 },
};

/** Where the rows stand that a learner is given. */
export const lastStep = ({ words }: DataSet): string => (words ? 'words' : 'split');

/** Rows of a data set, split by a seed; four in ten are for testing. */
export const accuracyFlow = (data: DataSet, seed: number, learner?: string): Flow =>
  sketch({
    seed,
    nodes: {
      data: { type: 'source.sample', params: { name: data.sample, ...(data.rows ? { rows: data.rows } : {}) } },
      split: { type: 'split.train-test', params: { test: 0.4, validation: 0 } },
      ...(data.words ? { words: wordsOf(data.words), roles: textsOnly } : {}),
      ...(learner
        ? {
            learner: { type: learner, params: learnerParams[learner] ?? {} },
            scores: `evaluate.${data.task}-metrics`,
          }
        : {}),
    },
    wires: [
      ...(data.words
        ? ['data.table > roles.table', 'roles.table > split.table', 'split.table > words.table']
        : ['data.table > split.table']),
      ...(learner ? [`${lastStep(data)}.table > learner.table`, 'learner.predictions > scores.predictions'] : []),
    ],
  });

const textsOnly = { type: 'clean.columns', params: { roles: { channel: 'ignored' } } };
const wordsOf = (terms: number) => ({ type: 'clean.text-features', params: { terms, grams: 1, lengths: false } });
