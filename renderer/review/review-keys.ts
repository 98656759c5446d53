import { pageRows } from './review-list.tsx';

/** What a key means for the row that is looked at. */
export type ReviewKey =
  | { readonly move: number }
  | { readonly label: 'suggested' | 'given' | 'none' }
  | { readonly choose: number };

const moves: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: pageRows,
  PageUp: -pageRows,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Undefined for keys that the review leaves to others. */
export const reviewKey = (key: string): ReviewKey | undefined => {
  const move = moves[key];
  if (move !== undefined) return { move };
  if (key === 'Enter') return { label: 'suggested' };
  if (key === 'k' || key === 'K') return { label: 'given' };
  if (key === 'Backspace' || key === 'Delete') return { label: 'none' };
  return /^[1-9]$/.test(key) ? { choose: Number(key) - 1 } : undefined;
};
