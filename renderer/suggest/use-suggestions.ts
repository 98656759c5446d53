import { useEffect, useState } from 'react';
import { type FailureData, toFailureData } from '../../contract/problem.ts';
import type { Suggestion, SuggestionNews } from '../../contract/suggestion.ts';
import { client } from '../host/client.ts';
import { currentFlow, useDocumentId } from '../state/document.ts';

export type Suggested =
  | { readonly state: 'asking'; readonly fraction: number | null; readonly text: string }
  | { readonly state: 'ready'; readonly suggestions: readonly Suggestion[]; readonly rows: number }
  | { readonly state: 'failed'; readonly failure: FailureData };

const asking: Suggested = { state: 'asking', fraction: null, text: '' };

const heard = (one: SuggestionNews): Suggested =>
  one.news === 'progress'
    ? { state: 'asking', fraction: one.fraction, text: one.text }
    : { state: 'ready', suggestions: one.suggestions, rows: one.rows };

/** What a node suggests, read off a table. Whoever leaves lets go of the question. */
export const useSuggestions = (node: string, handle: string): Suggested => {
  const document = useDocumentId() ?? '';
  const [suggested, setSuggested] = useState<Suggested>(asking);
  useEffect(() => {
    const abort = new AbortController();
    setSuggested(asking);
    client
      .stream(
        'node.suggest',
        { document, flow: currentFlow(), node, handle },
        (one) => {
          if (!abort.signal.aborted) setSuggested(heard(one));
        },
        abort.signal,
      )
      .catch((thrown: unknown) => {
        if (!abort.signal.aborted) setSuggested({ state: 'failed', failure: toFailureData(thrown) });
      });
    return () => abort.abort();
  }, [document, node, handle]);
  return suggested;
};
