import './model-view.css';
import type { ModelSummary } from '../../../contract/run-event.ts';
import { duration } from '../../canvas/card-status.ts';
import { useEntry } from '../../state/session.ts';
import { ColumnTypeIcon } from '../data/column-type-icon.tsx';
import { shownNumber } from '../report/metric-text.ts';
import { bytesText } from './bytes-text.ts';
import { ParamList } from './param-list.tsx';
import { RecipeSteps } from './recipe-steps.tsx';

const shownClasses = 24;

const Overview = ({ model }: { readonly model: ModelSummary }) => {
  const { task, target, trainedOn, bytes, classes, threshold } = model;
  return (
    <dl className="fact-list">
      <div>
        <dt>Task</dt>
        <dd>{task}</dd>
      </div>
      <div>
        <dt>Target</dt>
        <dd>{target}</dd>
      </div>
      <div>
        <dt>Trained on</dt>
        <dd>
          {trainedOn.rows.toLocaleString('en-GB')} rows in {duration(trainedOn.seconds * 1000)}
        </dd>
      </div>
      <div>
        <dt>Size</dt>
        <dd>{bytesText(bytes)}</dd>
      </div>
      {classes.length === 2 ? (
        <div>
          <dt>Threshold for {classes[1]}</dt>
          <dd>{shownNumber(threshold)}</dd>
        </div>
      ) : null}
    </dl>
  );
};

/** What a model is, what it was made with, and what leads from raw rows to it. */
export const ModelView = ({ model }: { readonly model: ModelSummary }) => {
  const entry = useEntry(model.type);
  return (
    <article className="model" aria-label={model.name}>
      <section aria-label="Model">
        <h2 className="caps">{entry?.title ?? model.type}</h2>
        <Overview model={model} />
        {model.classes.length > 0 ? (
          <p className="chips">
            {model.classes.slice(0, shownClasses).map((name) => (
              <span key={name} className="column-chip">
                {name}
              </span>
            ))}
            {model.classes.length > shownClasses ? (
              <span>and {model.classes.length - shownClasses} more classes</span>
            ) : null}
          </p>
        ) : null}
      </section>
      <section aria-label="Steps from raw rows to a prediction">
        <h2 className="caps">From raw rows to a prediction</h2>
        <RecipeSteps recipe={model.recipe} preparation={model.preparation} learner={entry?.title ?? model.type} />
      </section>
      <section aria-label="Settings">
        <h2 className="caps">Settings</h2>
        <ParamList params={model.params} entry={entry} />
      </section>
      <section aria-label="Features" className="model-features">
        <h2 className="caps">{model.features.length} features</h2>
        <p className="chips">
          {model.features.map((column) => (
            <span key={column.name} className="column-chip">
              <ColumnTypeIcon type={column.type} /> {column.name}
            </span>
          ))}
        </p>
      </section>
    </article>
  );
};
