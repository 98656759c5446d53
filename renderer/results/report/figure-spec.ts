import { isObject } from '../../../contract/figure-spec.ts';
import type { Json, JsonObject } from '../../../contract/json.ts';
import type { ReportTable } from '../../../contract/report.ts';

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
