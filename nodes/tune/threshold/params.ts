import { z } from 'zod';
import type { ThresholdObjective } from '../../../algorithms/metrics/choose-threshold.ts';
import { param } from '../../../contract/params.ts';

const cost = (title: string, description: string, value: number) =>
  param(z.number().min(-1e9).max(1e9).default(value), { title, description, when: { objective: ['cost'] } });

export const thresholdParams = z.object({
  objective: param(z.enum(['f-beta', 'balanced-accuracy', 'cost', 'recall-at-precision', 'fixed']).default('f-beta'), {
    title: 'Objective',
    description:
      'What the threshold serves best: F-beta, balanced accuracy, the lowest cost, or the most found at a precision. Fixed takes the number below.',
  }),
  beta: param(z.number().min(0.01).max(100).default(1), {
    title: 'Beta',
    description: 'How many times as much recall counts as precision; 1 for the same.',
    when: { objective: ['f-beta'] },
  }),
  precision: param(z.number().min(0).max(1).default(0.9), {
    title: 'Least precision',
    description: 'Share of the rows called positive that must be so.',
    widget: 'slider',
    when: { objective: ['recall-at-precision'] },
  }),
  costFalsePositive: cost('Cost of a false alarm', 'What it costs to call a row positive that is not.', 1),
  costFalseNegative: cost('Cost of a miss', 'What it costs not to find a positive row.', 5),
  costTruePositive: cost('Cost of a hit', 'What it costs to find a positive row; below 0 where it earns something.', 0),
  costTrueNegative: cost('Cost of a right no', 'What it costs to leave a negative row alone.', 0),
  threshold: param(z.number().min(0).max(1).default(0.5), {
    title: 'Threshold',
    description: 'Probability from which a row counts as positive, where the objective is fixed.',
    widget: 'threshold',
  }),
});
export type ThresholdSettings = z.infer<typeof thresholdParams>;

/** What to choose by; undefined where the threshold is given. */
export const aimOf = (settings: ThresholdSettings): ThresholdObjective | undefined => {
  switch (settings.objective) {
    case 'fixed':
      return undefined;
    case 'f-beta':
      return { objective: 'f-beta', beta: settings.beta };
    case 'balanced-accuracy':
      return { objective: 'balanced-accuracy' };
    case 'recall-at-precision':
      return { objective: 'recall-at-precision', precision: settings.precision };
    case 'cost':
      return { objective: 'cost', costs: costsOf(settings) };
  }
};

export const costsOf = (settings: ThresholdSettings) => ({
  truePositives: settings.costTruePositive,
  falsePositives: settings.costFalsePositive,
  falseNegatives: settings.costFalseNegative,
  trueNegatives: settings.costTrueNegative,
});
