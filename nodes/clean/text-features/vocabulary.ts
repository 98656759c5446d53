import type { NodeContext } from '../../../contract/context.ts';
import { atLeisure } from './at-leisure.ts';
import type { TextParams } from './params.ts';
import { countsOf, termsOf, wordsOf } from './terms-of.ts';

export interface Vocabulary {
  /** In order, code unit by code unit. */
  readonly terms: readonly string[];
  /** ln((1 + texts) / (1 + texts with the term)) + 1, as scikit-learn smooths it. */
  readonly weights: readonly number[];
  /** Terms that passed the limits of rows, before the commonest were taken. */
  readonly found: number;
}

interface Count {
  rows: number;
  times: number;
}

/** Terms that are counted at a time; beyond it those of one row alone are forgotten, which bounds the memory. */
const mostCounted = 3_000_000;

const forgetRare = (counts: Map<string, Count>): void => {
  for (const [term, { rows }] of counts) if (rows === 1) counts.delete(term);
};

const count = async (
  texts: readonly (string | null)[],
  settings: TextParams,
  ctx: NodeContext,
): Promise<ReadonlyMap<string, Count>> => {
  const counts = new Map<string, Count>();
  let forgotten = false;
  await atLeisure(texts, ctx, (text) => {
    for (const [term, times] of countsOf(termsOf(wordsOf(text ?? ''), settings.grams))) {
      const known = counts.get(term);
      if (known) {
        known.rows++;
        known.times += times;
      } else counts.set(term, { rows: 1, times });
    }
    if (counts.size <= mostCounted) return;
    forgotten = true;
    forgetRare(counts);
  });
  if (forgotten)
    ctx.finding({
      code: 'data.rare-terms',
      severity: 'info',
      message: `The texts have more than ${mostCounted} different terms, so those met only once so far were forgotten on the way.`,
    });
  return counts;
};

const byName = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** The commonest terms of the texts within the limits of the settings; among equals those that come first in order. */
export const learnVocabulary = async (
  texts: readonly (string | null)[],
  settings: TextParams,
  ctx: NodeContext,
): Promise<Vocabulary> => {
  const given = texts.filter((text) => text !== null).length;
  const counts = await count(texts, settings, ctx);
  const within = [...counts].filter(([, { rows }]) => rows >= settings.minRows && rows <= settings.maxShare * given);
  const commonest = within
    .sort(([a, one], [b, other]) => other.times - one.times || byName(a, b))
    .slice(0, settings.terms)
    .sort(([a], [b]) => byName(a, b));
  return {
    terms: commonest.map(([term]) => term),
    weights: commonest.map(([, { rows }]) => Math.log((1 + given) / (1 + rows)) + 1),
    found: within.length,
  };
};
