import type { Measured } from '../../../algorithms/metrics/measure-classification.ts';
import { measureRegression } from '../../../algorithms/metrics/measure-regression.ts';
import type { Tables } from '../../../contract/context.ts';
import type { Finding, Metric } from '../../../contract/report.ts';
import type { Predictions } from '../../../contract/values.ts';
import { about } from '../figure.ts';
import { type MeasuredPart, metricOf, picked, rowsByPart } from '../parts.ts';
import { pickRows } from '../pick-rows.ts';
import { usableValues, valuedRows } from '../valued-rows.ts';

export interface PartMeasures {
  readonly part: MeasuredPart;
  readonly ids: Float64Array;
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly measured: readonly Measured[];
}

/** One model's predictions, measured part by part, the most truthful part first. */
export interface MeasuredModel {
  /** Only where there are several. */
  readonly model: string | undefined;
  /** Which of the wires it came by. */
  readonly at: number;
  readonly target: string;
  readonly parts: readonly PartMeasures[];
  readonly findings: readonly Finding[];
}

const leftOut = async (tables: Tables, { table, target }: Predictions): Promise<readonly Finding[]> => {
  const [row] = await tables.rows(
    `SELECT count(*) FILTER (actual IS NULL) AS unknown, count(*) FILTER (actual IS NOT NULL AND NOT coalesce(${usableValues}, false)) AS unusable FROM ${table.relation}`,
  );
  const counted = (code: string, name: string, message: string): readonly Finding[] => {
    const rows = Number(row?.[name] ?? 0);
    return rows > 0 ? [{ code, severity: 'info', message: `${rows} ${message}`, column: target, rows }] : [];
  };
  return [
    ...counted('data.unknown-actual', 'unknown', `rows have no “${target}”, so their predictions can't be judged.`),
    ...counted(
      'data.not-predicted',
      'unusable',
      'rows got no finite prediction or have no finite value and are left out.',
    ),
  ];
};

/** mape has no value for rows whose actual value is zero. */
const zeros = ({ model, at, target, parts }: Omit<MeasuredModel, 'findings'>): readonly Finding[] =>
  parts.flatMap(({ part, actual }) => {
    const rows = actual.reduce((count, value) => count + (value === 0 ? 1 : 0), 0);
    if (rows === 0) return [];
    const message = about(model, `mape leaves out ${rows} ${part} rows whose “${target}” is zero.`);
    const pick = pickRows({ at, part }, { label: `${target} is zero`, rows }, [{ of: { column: 'actual' }, in: [0] }]);
    return [{ code: 'metric.zero-actual', severity: 'info', message, column: target, rows, pick } satisfies Finding];
  });

/** Brings predictions out of the database and measures each part's rows. */
export const measureModel = async (
  tables: Tables,
  predictions: Predictions,
  { model, at }: Pick<MeasuredModel, 'model' | 'at'>,
): Promise<MeasuredModel> => {
  const { table, target } = predictions;
  const { ids, parts: codes, actual, predicted } = await valuedRows(tables, table);
  const parts = rowsByPart(codes).map(({ part, rows }) => {
    const own = { actual: picked(actual, rows), predicted: picked(predicted, rows) };
    return { part, ids: picked(ids, rows), ...own, measured: measureRegression(own.actual, own.predicted) };
  });
  const findings = [...(await leftOut(tables, predictions)), ...zeros({ model, at, target, parts })];
  return { model, at, target, parts, findings };
};

export const metricsOf = ({ model, parts }: MeasuredModel): readonly Metric[] =>
  parts.flatMap(({ part, ids, measured }) =>
    measured.map((metric) => metricOf(metric, { part, n: ids.length, ...(model ? { model } : {}) })),
  );
