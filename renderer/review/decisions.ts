import { apply } from '../state/document.ts';
import { probabilityOf, type ReviewRow } from './review-row.ts';

/** Labels by row key, as the flow keeps them. */
export type Decisions = Readonly<Record<string, string>>;

export const decisionsIn = (value: unknown): Decisions =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Decisions) : {};

export const decisionOf = (decisions: Decisions, key: string): string | undefined =>
  Object.hasOwn(decisions, key) ? decisions[key] : undefined;

export const countDecided = (rows: readonly ReviewRow[], decisions: Decisions): number =>
  rows.filter(({ key }) => decisionOf(decisions, key) !== undefined).length;

/** Suggestions nobody has decided on yet, of which the learners are at least that sure. */
export const openSuggestions = (
  rows: readonly ReviewRow[],
  {
    decisions,
    classes,
    least,
  }: { readonly decisions: Decisions; readonly classes: readonly string[]; readonly least: number },
): readonly ReviewRow[] =>
  rows.filter(
    (row) => decisionOf(decisions, row.key) === undefined && probabilityOf(row, classes, row.suggested) >= least,
  );

export interface Reviewed {
  readonly node: string;
  readonly param: string;
}

/** Keeps labels in the flow, or forgets them where undefined: one step to undo. */
export const decide = (
  { node, param }: Reviewed,
  labels: Readonly<Record<string, string | undefined>>,
  title: string,
): void =>
  apply(title, (draft) => {
    const target = draft.nodes[node];
    if (!target) return;
    const params: Record<string, unknown> = target.params ?? {};
    const kept: Record<string, string> = { ...decisionsIn(params[param]) };
    for (const [key, label] of Object.entries(labels)) {
      if (label === undefined) delete kept[key];
      else kept[key] = label;
    }
    if (Object.keys(kept).length > 0) params[param] = kept;
    else delete params[param];
    if (Object.keys(params).length > 0) target.params = params as NonNullable<typeof target.params>;
    else delete target.params;
  });
