import { useState } from 'react';
import type { Suggestion, SuggestsText } from '../../contract/suggestion.ts';
import { Empty } from '../results/empty.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import { takeSuggestions } from './take-suggestions.ts';
import { type Suggested, useSuggestions } from './use-suggestions.ts';

interface ReviewProps {
  readonly node: string;
  readonly suggests: SuggestsText;
  readonly handle: string;
  onTaken(): void;
}

const Asking = ({ fraction, text }: Extract<Suggested, { readonly state: 'asking' }>) => (
  <div className="suggest-asking">
    <progress aria-label="Looking at the table" {...(fraction === null ? {} : { value: fraction })} />
    <p role="status">{text || 'Looking at the table'}…</p>
  </div>
);

const counted = (count: number, word: string): string =>
  `${count.toLocaleString('en-GB')} ${word}${count === 1 ? '' : 's'}`;

type Ready = Extract<Suggested, { readonly state: 'ready' }>;

const Choosing = ({
  node,
  suggests,
  onTaken,
  suggestions,
  rows,
}: Omit<ReviewProps, 'handle'> & Omit<Ready, 'state'>) => {
  const [chosen, setChosen] = useState<ReadonlySet<Suggestion>>(new Set());
  const [sought, setSought] = useState('');
  const wanted = sought.trim().toLowerCase();
  const shown = suggestions.filter(({ text, group }) => `${group} ${text}`.toLowerCase().includes(wanted));
  const tick = (those: readonly Suggestion[], on: boolean): void => {
    const next = new Set(chosen);
    for (const one of those) {
      if (on) next.add(one);
      else next.delete(one);
    }
    setChosen(next);
  };
  if (suggestions.length === 0)
    return <Empty title="Nothing to suggest">The table gives no reason for anything that is not set already.</Empty>;
  const taken = suggestions.filter((one) => chosen.has(one));
  return (
    <>
      <p className="suggest-note">
        {suggests.description} Read off {counted(rows, 'row')}.
      </p>
      <div className="suggest-bar">
        <input
          type="search"
          className="field"
          aria-label="Find among the suggestions"
          placeholder="Find"
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
        <button type="button" className="button" onClick={() => tick(shown, true)}>
          Tick all
        </button>
        <button type="button" className="button" disabled={chosen.size === 0} onClick={() => tick(shown, false)}>
          Tick none
        </button>
      </div>
      <SuggestionList suggestions={shown} chosen={chosen} onTick={tick} />
      <div className="suggest-foot">
        <span role="status">
          {taken.length.toLocaleString('en-GB')} of {counted(suggestions.length, 'suggestion')} ticked
        </span>
        <button
          type="button"
          className="button primary"
          disabled={taken.length === 0}
          onClick={() => {
            takeSuggestions(node, suggests.param, taken);
            onTaken();
          }}
        >
          Take {counted(taken.length, 'suggestion')}
        </button>
      </div>
    </>
  );
};

/** Waits for the suggestions, lets a person tick some, and puts those into the setting. */
export const SuggestionReview = ({ handle, ...props }: ReviewProps) => {
  const suggested = useSuggestions(props.node, handle);
  switch (suggested.state) {
    case 'asking':
      return <Asking {...suggested} />;
    case 'failed':
      return <Empty title={suggested.failure.message}>{suggested.failure.hint}</Empty>;
    case 'ready':
      return <Choosing {...props} suggestions={suggested.suggestions} rows={suggested.rows} />;
  }
};
