import type { ModelSummary } from '../../../contract/run-event.ts';
import { keyed } from '../keyed.ts';

interface RecipeStepsProps {
  readonly recipe: ModelSummary['recipe'];
  readonly preparation: readonly string[];
  readonly learner: string;
}

const told: Readonly<Record<string, string>> = {
  row: 'row by row',
  fitted: 'learned from training rows',
  rows: 'drops or adds rows',
  training: 'training rows only',
};

/** The recipe in order. What the learner had put in by itself is drawn as a ghost. */
export const RecipeSteps = ({ recipe, preparation, learner }: RecipeStepsProps) => (
  <ol className="recipe">
    {keyed(recipe, ({ title }) => title).map(({ key, item: { title, kind } }) => (
      <li key={key} className="recipe-step">
        {title}
        <span>{told[kind] ?? kind}</span>
      </li>
    ))}
    {preparation.map((note) => (
      <li key={note} className="recipe-step ghost">
        {note}
        <span>added for {learner.toLowerCase()}</span>
      </li>
    ))}
    <li className="recipe-step learner">
      {learner}
      <span>fitted</span>
    </li>
  </ol>
);
