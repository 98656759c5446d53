import type { CatalogueEntry } from '../../contract/catalogue.ts';
import { type Flow, type FlowNode, parameterReference } from '../../contract/flow.ts';
import type { Json } from '../../contract/json.ts';
import type { Metric } from '../../contract/report.ts';
import type { ValueSummary } from '../../contract/run-event.ts';
import type { NodeRunState } from '../../contract/run-state.ts';
import { mainRows } from '../results/chosen-output.ts';

interface ParamSchema {
  readonly title?: string;
  readonly unit?: string;
  readonly widget?: string;
}

const lower = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

const fileName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** A message with the files that a node's settings name without their folders: the card has a line for it, the tooltip all of it. */
export const shortened = (message: string, params: FlowNode['params']): string =>
  Object.values(params ?? {}).reduce<string>(
    (text, value) => (typeof value === 'string' && fileName(value) ? text.replaceAll(value, fileName(value)) : text),
    message,
  );

const phrase = (value: Json, { title = '', unit, widget }: ParamSchema): string => {
  if (value === null || value === '') return '';
  if (typeof value === 'boolean') return value ? lower(title) : '';
  if (typeof value === 'number') return unit ? `${value} ${unit}` : `${lower(title)} ${value}`;
  if (typeof value === 'string') return widget === 'file' || widget === 'save-file' ? fileName(value) : value;
  if (Array.isArray(value)) {
    if (value.length === 0) return '';
    return value.length <= 3 && value.every((item) => typeof item !== 'object')
      ? value.join(', ')
      : `${value.length} ${lower(title)}`;
  }
  const count = Object.keys(value).length;
  return count > 0 ? `${count} ${lower(title)}` : '';
};

/** The card's second line: its most telling settings. */
export const subtitleOf = (node: FlowNode, entry: CatalogueEntry, parameters: Flow['parameters']): string => {
  const schemas = (entry.params['properties'] ?? {}) as Readonly<Record<string, ParamSchema>>;
  const told = entry.telling.flatMap((name) => {
    const given = node.params?.[name] ?? entry.defaults[name] ?? null;
    const reference = parameterReference(given);
    const value = reference === undefined ? given : (parameters[reference]?.value ?? null);
    const text = phrase(value as Json, schemas[name] ?? {});
    return text ? [text] : [];
  });
  const text = told.slice(0, 3).join(' · ');
  return text || (node.title && node.title !== entry.title ? entry.title : entry.description);
};

const partOrder = ['test', 'validation', 'all', 'train'];
const rank = (part: string): number => (partOrder.indexOf(part) + 1 || 9) as number;

/** The metric that stands for a report: the headline, on the part that tells most. */
export const keyMetric = (outputs: Readonly<Record<string, ValueSummary>>): Metric | undefined => {
  for (const value of Object.values(outputs)) {
    if (value.kind !== 'report') continue;
    const { headline, metrics } = value.report;
    const named = metrics.filter((metric) => (headline ? metric.name === headline : true) && !metric.class);
    const [best] = [...named].sort((a, b) => rank(a.part) - rank(b.part));
    if (best) return best;
  }
  return undefined;
};

export const shortNumber = (value: number): string => {
  if (Number.isInteger(value)) return value.toLocaleString('en-GB');
  const size = Math.abs(value);
  return size >= 1000 ? Math.round(value).toLocaleString('en-GB') : value.toPrecision(size >= 1 ? 4 : 3);
};

export interface KeyFigure {
  readonly label: string;
  readonly value: string;
}

/** The footer's left half: the key metric, or how big the table is. */
export const keyFigure = (result: NodeRunState | undefined): KeyFigure | undefined => {
  if (!result) return undefined;
  const report = Object.values(result.outputs).find((value) => value.kind === 'report')?.report;
  if (report?.gate) return { label: 'gate', value: report.gate.passed ? 'passed' : 'not passed' };
  const metric = keyMetric(result.outputs);
  if (metric) return { label: metric.name, value: metric.value === null ? 'undefined' : shortNumber(metric.value) };
  const table = mainRows(result.outputs);
  if (table?.kind === 'table')
    return { label: `${table.rows.toLocaleString('en-GB')} rows`, value: `${table.columns.length} columns` };
  return table?.kind === 'predictions' ? { label: `${table.rows.toLocaleString('en-GB')} rows`, value: '' } : undefined;
};
