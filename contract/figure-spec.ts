import type { Json, JsonObject } from './json.ts';

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a figure says how wide it is, and so needs that much room. */
export const isWide = (spec: Json): boolean => isObject(spec) && typeof spec['width'] === 'number';

const several = ['facet', 'concat', 'hconcat', 'vconcat', 'repeat', 'spec'];

/** Whether a figure is one drawing, which can be fitted to its place. */
export const isSingle = (spec: Json): boolean => {
  if (!isObject(spec) || several.some((name) => name in spec)) return false;
  const encoding = spec['encoding'];
  return !(isObject(encoding) && ('row' in encoding || 'column' in encoding || 'facet' in encoding));
};

/** A figure says black where it means the colour of text: which that is, the theme knows. */
export const withInk = (spec: Json, ink: string): Json => {
  if (Array.isArray(spec)) return spec.map((inner: Json) => withInk(inner, ink));
  if (!isObject(spec)) return spec;
  return Object.fromEntries(
    Object.entries(spec).map(([name, inner]) => {
      if (name === 'data' || name === 'datasets') return [name, inner];
      return [name, inner === 'black' ? ink : withInk(inner, ink)];
    }),
  );
};
