import type { Json, JsonObject } from '../../../contract/json.ts';
import type { ReportTable } from '../../../contract/report.ts';

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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

const listsIn = (spec: JsonObject): readonly Json[] => {
  const { data, datasets } = spec;
  const own = isObject(data) && Array.isArray(data['values']) ? [data['values'] as Json] : [];
  const shared = isObject(datasets) ? Object.values(datasets).filter((list) => Array.isArray(list)) : [];
  const inner = ['layer', 'concat', 'hconcat', 'vconcat'].flatMap((name) => {
    const views = spec[name];
    return Array.isArray(views) ? views.flatMap((view: Json) => (isObject(view) ? listsIn(view) : [])) : [];
  });
  return [...own, ...shared, ...inner, ...(isObject(spec['spec']) ? listsIn(spec['spec']) : [])];
};

const cell = (value: Json | undefined): string | number | null =>
  value === undefined || value === null
    ? null
    : typeof value === 'number' || typeof value === 'string'
      ? value
      : JSON.stringify(value);

const toTable = (title: string, list: Json): ReportTable | undefined => {
  const rows = Array.isArray(list) ? list.filter((row: Json) => isObject(row)) : [];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => name !== 'pick');
  return columns.length === 0
    ? undefined
    : { title, columns, rows: rows.map((row) => columns.map((name) => cell(row[name]))) };
};

/** The numbers behind a figure: one table for each list of data in it. */
export const figureTables = (spec: Json, title: string): readonly ReportTable[] =>
  (isObject(spec) ? listsIn(spec) : []).flatMap((list) => toTable(title, list) ?? []);
