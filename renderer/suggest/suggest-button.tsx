import './suggest.css';
import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import type { SuggestsText } from '../../contract/suggestion.ts';
import { incomingTable } from '../results/incoming-table.ts';
import { NoData } from '../results/no-data.tsx';
import { StaleStripe } from '../results/stale-stripe.tsx';
import { Modal } from '../shell/modal.tsx';
import { useFlow } from '../state/document.ts';
import { useRuns } from '../state/runs.ts';
import { SuggestionReview } from './suggestion-review.tsx';

interface SuggestProps {
  readonly node: string;
  readonly suggests: SuggestsText;
}

const Inside = ({ node, suggests, onTaken }: SuggestProps & { onTaken(): void }) => {
  const flow = useFlow();
  const results = useRuns((state) => state.lastResults);
  const incoming = incomingTable(flow, { node, input: 'table' }, (id) => results[id]?.outputs);
  if (!incoming) return <p className="suggest-note">Wire a table to this node first: suggestions are read off it.</p>;
  if (incoming.handle === undefined)
    return (
      <div className="suggest-waiting">
        <p className="suggest-note">Suggestions are read off the table that comes in, which has not been made yet.</p>
        <NoData node={incoming.from} />
      </div>
    );
  return (
    <>
      <StaleStripe node={incoming.from} />
      <SuggestionReview node={node} suggests={suggests} handle={incoming.handle} onTaken={onTaken} />
    </>
  );
};

/** Offers what a node can read off the table that comes in for one of its settings. */
export const SuggestButton = (props: SuggestProps) => {
  const [open, setOpen] = useState(false);
  const { title } = props.suggests;
  const leave = (): void => setOpen(false);
  return (
    <div className="suggest">
      <button type="button" className="button small" onClick={() => setOpen(true)}>
        <Sparkles size={13} strokeWidth={1.75} aria-hidden="true" />
        {title}…
      </button>
      {open ? (
        <Modal title={title} className="suggest-dialog" onLeave={leave}>
          <Inside {...props} onTaken={leave} />
        </Modal>
      ) : null}
    </div>
  );
};
