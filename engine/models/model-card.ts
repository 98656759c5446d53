import type { Column } from '../../contract/column.ts';
import type { Model } from '../../contract/values.ts';

const listed = (columns: readonly Column[]): string =>
  columns.map(({ name, type }) => `- \`${name.replaceAll('`', "'")}\` (${type})`).join('\n');

const settings = ({ learner }: Model): string =>
  Object.entries(learner.params)
    .map(([name, value]) => `- ${name}: ${JSON.stringify(value)}`)
    .join('\n');

/** What people should know of a model before they use it, in Markdown. */
export const modelCard = (model: Model): string => `# ${model.name.replaceAll('\n', ' ')}

A model for ${model.task} of \`${model.target}\`, fitted by \`${model.learner.type}\` on ${model.trainedOn.rows} rows.
${model.classes.length > 0 ? `\nClasses: ${model.classes.map((one) => `\`${one}\``).join(', ')}.\n` : ''}
## Columns it needs

${listed(model.rawColumns) || 'None.'}

## Steps before the learner

${[...model.recipe.map(({ type, kind }) => `- \`${type}\` (${kind})`), ...model.preparation.notes.map((note) => `- ${note}`)].join('\n') || 'None.'}

## Settings

${settings(model) || 'None.'}

## How it is checked

The file holds ${model.golden?.rows.length ?? 0} rows with the answers that the model gave when it was new. Whoever opens it gets the same
answers for them, or is told that the file does not do here what it did there.
`;
