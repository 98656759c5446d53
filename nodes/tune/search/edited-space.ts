import type { SearchSpace } from '../../../algorithms/search/search-point.ts';
import type { SearchDimension } from '../../../contract/context.ts';
import type { DimensionEdit, SearchSettings } from './params.ts';

type NumberDimension = Extract<SearchDimension, { kind: 'number' }>;

const edited = (dimension: SearchDimension, edit: DimensionEdit): SearchDimension | undefined => {
  if (edit.fixed) return undefined;
  if (dimension.kind === 'choice') return edit.choices ? { ...dimension, choices: edit.choices } : dimension;
  const { low = dimension.low, high = dimension.high, log = dimension.log } = edit;
  return { ...dimension, low, high, log };
};

/** What a learner is searched over: its own space with what was changed in the form. */
export const editedSpace = (own: SearchSpace, edits: Readonly<Record<string, DimensionEdit>> = {}): SearchSpace =>
  Object.fromEntries(
    Object.entries(own).flatMap(([name, dimension]) => {
      const found = edited(dimension, edits[name] ?? {});
      return found ? [[name, found]] : [];
    }),
  );

const faultOf = ({ low, high, log }: NumberDimension): string | undefined =>
  low > high
    ? `${low} is above ${high}`
    : log && low <= 0
      ? `a logarithmic range must begin above 0, not at ${low}`
      : undefined;

/** Why a space can't be searched; undefined where it can. */
export const spaceFault = (space: SearchSpace): string | undefined => {
  for (const [name, dimension] of Object.entries(space)) {
    const fault =
      dimension.kind === 'number'
        ? faultOf(dimension)
        : dimension.choices.length === 0
          ? 'no choice is left'
          : undefined;
    if (fault !== undefined) return `${name}: ${fault}`;
  }
  return undefined;
};

/** Edits that no wired learner has a use for. */
export const unusedEdits = (
  space: SearchSettings['space'],
  own: Readonly<Record<string, SearchSpace>>,
): readonly string[] =>
  Object.entries(space).flatMap(([type, edits]) =>
    Object.keys(edits)
      .filter((name) => own[type]?.[name] === undefined)
      .map((name) => `${type}.${name}`),
  );
