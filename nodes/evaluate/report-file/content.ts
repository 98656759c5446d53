import type { DrawnFlow } from '../../../contract/drawn-flow.ts';
import type { Report } from '../../../contract/report.ts';
import type { Model } from '../../../contract/values.ts';

/** What a report file tells. */
export interface ReportContent {
  readonly title: string;
  readonly flow: DrawnFlow;
  readonly reports: readonly Report[];
  readonly models: readonly Model[];
}

export const numberText = (value: number | null | undefined): string =>
  value === null || value === undefined ? 'undefined' : Number(value.toPrecision(4)).toString();

/** Label and value of what should be known of a model before it is used. */
export const modelFacts = (model: Model): readonly (readonly [string, string])[] => [
  ['Task', `${model.task} of “${model.target}”`],
  ['Learner', model.learner.type],
  ['Trained on', `${model.trainedOn.rows} rows in ${numberText(model.trainedOn.seconds)} s`],
  ...(model.classes.length > 0 ? [['Classes', model.classes.join(', ')] as const] : []),
  ...(model.classes.length === 2 ? [['Threshold', numberText(model.threshold)] as const] : []),
  ['Columns it needs', model.rawColumns.map(({ name, type }) => `${name} (${type})`).join(', ') || 'none'],
  ['Steps before the learner', model.recipe.map(({ type }) => type).join(', ') || 'none'],
  ...(model.preparation.notes.length > 0 ? [['Prepared', model.preparation.notes.join('; ')] as const] : []),
  [
    'Settings',
    Object.entries(model.learner.params)
      .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
      .join(', ') || 'defaults',
  ],
];
