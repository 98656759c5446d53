import {
  type ClassifiedRows,
  type MeasuredClassification,
  measureClassification,
} from '../../../algorithms/metrics/measure-classification.ts';
import type { Finding, Metric } from '../../../contract/report.ts';
import type { CodedRows } from '../coded-rows.ts';
import { type MeasuredPart, metricOf, picked, rowsByPart } from '../parts.ts';

/** What was measured on one part's rows of one model's predictions. */
export interface PartMeasures {
  readonly part: MeasuredPart;
  readonly ids: Float64Array;
  readonly rows: ClassifiedRows;
  readonly measured: MeasuredClassification;
}

/** One model's predictions, measured part by part, the most truthful part first. */
export interface MeasuredModel {
  /** Only where there are several. */
  readonly model: string | undefined;
  /** Which of the wires it came by. */
  readonly at: number;
  readonly classes: readonly string[];
  readonly parts: readonly PartMeasures[];
  readonly findings: readonly Finding[];
}

const rowMajor = (columns: readonly Float64Array[], rows: Uint32Array): Float64Array => {
  const values = new Float64Array(rows.length * columns.length);
  columns.forEach((column, code) => {
    for (let at = 0; at < rows.length; at++) values[at * columns.length + code] = column[rows[at] as number] as number;
  });
  return values;
};

export const measureModel = (coded: CodedRows, { model, at }: Pick<MeasuredModel, 'model' | 'at'>): MeasuredModel => ({
  model,
  at,
  classes: coded.classes,
  findings: coded.findings,
  parts: rowsByPart(coded.parts).map(({ part, rows }) => {
    const classified: ClassifiedRows = {
      actual: picked(coded.actual, rows),
      predicted: picked(coded.predicted, rows),
      probabilities: rowMajor(coded.probabilities, rows),
      classes: coded.classes.length,
    };
    return { part, ids: picked(coded.ids, rows), rows: classified, measured: measureClassification(classified) };
  }),
});

const macroNames: ReadonlySet<string> = new Set(['precision', 'recall', 'f1', 'specificity']);

/** Metrics of all parts as a report has them: macro averages, then each class. */
export const metricsOf = ({ model, classes, parts }: MeasuredModel): readonly Metric[] =>
  parts.flatMap(({ part, ids, rows, measured }) => {
    const place = { part, n: ids.length, ...(model ? { model } : {}) };
    return [
      ...measured.metrics.map((metric) =>
        metricOf(metric, { ...place, ...(macroNames.has(metric.name) ? { average: 'macro' as const } : {}) }),
      ),
      ...measured.ofClasses.map((metric) => {
        const n = rows.actual.reduce((count, code) => (code === metric.code ? count + 1 : count), 0);
        return metricOf(metric, { ...place, n, class: classes[metric.code ?? 0] ?? '' });
      }),
    ];
  });
