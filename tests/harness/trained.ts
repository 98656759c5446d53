import type { FlowNode } from '../../contract/flow.ts';
import type { Metric } from '../../contract/report.ts';
import type { TestEngine } from './engine.ts';
import type { FinishedRun } from './finished-run.ts';
import { sketch } from './sketch.ts';

export interface Training {
  /** Name of a sample data set, and its settings. */
  readonly sample: string;
  readonly rows?: number;
  readonly target?: string;
  readonly type: string;
  readonly params?: NonNullable<FlowNode['params']>;
  readonly metrics?: 'evaluate.classification-metrics' | 'evaluate.regression-metrics';
}

/** Sample → roles → split → learner → metrics, in the real engine. */
export const trainingFlow = (
  engine: TestEngine,
  { sample, rows, target, type, params = {}, metrics = 'evaluate.classification-metrics' }: Training,
): ReturnType<TestEngine['open']> =>
  engine.open(
    sketch({
      nodes: {
        data: { type: 'source.sample', params: { name: sample, ...(rows ? { rows } : {}) } },
        roles: { type: 'clean.columns', params: { roles: target ? { [target]: 'target' } : {} } },
        split: { type: 'split.train-test', params: { test: 0.3 } },
        learner: { type, params },
        scores: metrics,
      },
      wires: [
        'data.table > roles.table',
        'roles.table > split.table',
        'split.table > learner.table',
        'learner.predictions > scores.predictions',
      ],
    }),
  );

export const train = async (engine: TestEngine, training: Training): Promise<FinishedRun> =>
  trainingFlow(engine, training).run().expect('succeeded');

export const testScore = (run: FinishedRun, name: string): number | null => scoreOf(run, name).value;

export const scoreOf = (run: FinishedRun, name: string): Metric => run.metric('scores', name, 'test');
