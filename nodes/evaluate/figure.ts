import type { Json, JsonObject } from '../../contract/json.ts';
import type { Figure } from '../../contract/report.ts';
import type { RowBrush, RowPick } from '../../contract/row-pick.ts';

export interface FigureContent {
  readonly name: string;
  readonly title: string;
  /** One sentence for readers who can't see it. */
  readonly summary: string;
  readonly height?: number;
  /** Everything of the specification but its size. */
  readonly spec: JsonObject;
  readonly picks?: readonly RowPick[];
  readonly brush?: RowBrush;
}

/** A figure as wide as where it is shown. */
export const figure = ({ name, title, summary, height = 280, spec, ...rows }: FigureContent): Figure => ({
  name,
  title,
  summary,
  spec: { $schema: 'https://vega.github.io/schema/vega-lite/v6.json', width: 'container', height, ...spec },
  ...rows,
});

export type Point = { readonly [key: string]: string | number | null };

export const inline = (values: readonly Point[]): Json => ({ values });

/** A number as a sentence says it. */
export const spoken = (value: number | null): string =>
  value === null ? 'undefined' : Number(value.toPrecision(3)).toString();

/** At most about `most` of 0…length−1, evenly along `keyAt`, which must not fall; first and last always. */
export const thinned = (length: number, most: number, keyAt: (index: number) => number): readonly number[] => {
  if (length <= most) return Array.from({ length }, (_, index) => index);
  const from = keyAt(0);
  const step = (keyAt(length - 1) - from) / (most - 1);
  const kept = [0];
  let next = 1;
  for (let index = 1; index < length - 1; index++) {
    const reached = Math.floor((keyAt(index) - from) / step);
    if (reached < next) continue;
    kept.push(index);
    next = reached + 1;
  }
  return [...kept, length - 1];
};

/** A figure's name and title tell which model it is about, where there are several. */
export const about = (model: string | undefined, text: string): string => (model ? `${model}: ${text}` : text);
