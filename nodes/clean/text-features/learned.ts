/** What was learned of one column; `outputs` are the names of the columns made of it, the lengths last. */
export type Learned = {
  readonly outputs: readonly string[];
  readonly lengths: readonly string[];
} & (
  | { readonly method: 'tf-idf'; readonly terms: readonly string[]; readonly weights: readonly number[] }
  | { readonly method: 'hash' }
);

export type LearnedTexts = { readonly columns: Readonly<Record<string, Learned>> };
