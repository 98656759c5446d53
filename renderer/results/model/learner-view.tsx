import './model-view.css';
import type { LearnerSummary } from '../../../contract/run-event.ts';
import { useEntry } from '../../state/session.ts';
import { ParamList } from './param-list.tsx';

/** An algorithm with its settings, not yet fitted. */
export const LearnerView = ({ learner }: { readonly learner: LearnerSummary }) => {
  const entry = useEntry(learner.type);
  return (
    <article className="model" aria-label={entry?.title ?? learner.type}>
      <section aria-label="Settings">
        <h2 className="caps">{entry?.title ?? learner.type} · not fitted</h2>
        <ParamList params={learner.params} entry={entry} />
      </section>
    </article>
  );
};
