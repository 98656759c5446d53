import type { ReportTable } from '../../../contract/report.ts';
import { about } from '../figure.ts';
import { pickRow } from '../pick-rows.ts';
import type { MeasuredModel, PartMeasures } from './measured-model.ts';

const mostRows = 20;

/** Rows that were wrong with the greatest certainty. */
export const worstRows = ({ model, at, classes }: MeasuredModel, { part, ids, rows }: PartMeasures): ReportTable => {
  const certainty = (row: number): number =>
    rows.probabilities[row * rows.classes + (rows.predicted[row] as number)] as number;
  const wrong = [...ids.keys()].filter((row) => rows.actual[row] !== rows.predicted[row]);
  const name = (code: number | undefined): string => classes[code ?? 0] ?? '';
  const worst = wrong.sort((a, b) => certainty(b) - certainty(a) || a - b).slice(0, mostRows);
  return {
    title: about(model, `Wrong with most certainty, ${part} rows`),
    columns: ['row', 'actual', 'predicted', 'probability'],
    rows: worst.map((row) => [ids[row] as number, name(rows.actual[row]), name(rows.predicted[row]), certainty(row)]),
    picks: worst.map((row) => pickRow({ at, part }, ids[row] as number)),
  };
};
