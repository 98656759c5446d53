import type { Figure, ReportTable } from '../../../contract/report.ts';
import type { RowCondition, RowPick } from '../../../contract/row-pick.ts';
import { about, figure, inline } from '../figure.ts';
import { pickRows } from '../pick-rows.ts';
import type { MeasuredModel, PartMeasures } from './measured-model.ts';

const mostClasses = 22;

const countOf = ({ measured }: PartMeasures, actual: number, predicted: number): number =>
  measured.confusion.counts[actual * measured.confusion.classes + predicted] ?? 0;

const share = (count: number, whole: number): number => (whole > 0 ? count / whole : 0);

interface Cell {
  readonly actual: number;
  readonly predicted: number;
  readonly rows: number;
}

const equals = (column: string, value: string): RowCondition => ({ of: { column }, in: [value] });

/** Cells that have rows, those of errors first, the fullest of them before all. */
const cellsOf = (part: PartMeasures, classes: number): readonly Cell[] =>
  Array.from({ length: classes * classes }, (_, cell): Cell => {
    const actual = Math.floor(cell / classes);
    const predicted = cell % classes;
    return { actual, predicted, rows: countOf(part, actual, predicted) };
  })
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => Number(a.actual === a.predicted) - Number(b.actual === b.predicted) || b.rows - a.rows);

const pickOf = ({ at, classes }: MeasuredModel, { part }: PartMeasures, { actual, predicted, rows }: Cell): RowPick => {
  const [is, was] = [classes[actual] ?? '', classes[predicted] ?? ''];
  return pickRows({ at, part }, { label: `predicted ${was}, actual ${is}`, rows }, [
    equals('actual', is),
    equals('predicted', was),
  ]);
};

/** Heat map of actual by predicted class; undefined with more classes than a map can show. */
export const confusionFigure = (measured: MeasuredModel, part: PartMeasures): Figure | undefined => {
  const { model, classes } = measured;
  if (classes.length > mostClasses) return undefined;
  const cells = cellsOf(part, classes.length);
  const rows = classes.map((_, actual) =>
    classes.reduce((sum, __, predicted) => sum + countOf(part, actual, predicted), 0),
  );
  const values = classes.flatMap((actual, row) =>
    classes.map((predicted, column) => {
      const pick = cells.findIndex((cell) => cell.actual === row && cell.predicted === column);
      return {
        actual,
        predicted,
        rows: countOf(part, row, column),
        share: share(countOf(part, row, column), rows[row] ?? 0),
        ...(pick < 0 ? {} : { pick }),
      };
    }),
  );
  const right = classes.reduce((sum, _, code) => sum + countOf(part, code, code), 0);
  const axes = {
    x: {
      field: 'predicted',
      type: 'nominal',
      title: 'predicted',
      sort: [...classes],
      axis: { orient: 'top', labelAngle: 0 },
    },
    y: { field: 'actual', type: 'nominal', title: 'actual', sort: [...classes] },
  };
  return figure({
    name: about(model, 'confusion'),
    title: about(model, `Confusion matrix, ${part.part} rows`),
    summary: `Matrix of actual by predicted class: ${right} of ${part.ids.length} rows on the diagonal.`,
    height: 40 + 36 * classes.length,
    picks: cells.map((cell) => pickOf(measured, part, cell)),
    spec: {
      data: inline(values),
      encoding: axes,
      layer: [
        {
          mark: { type: 'rect', tooltip: true, cursor: 'pointer' },
          encoding: {
            color: { field: 'share', type: 'quantitative', title: 'share of actual', scale: { domain: [0, 1] } },
          },
        },
        {
          mark: { type: 'text', cursor: 'pointer' },
          encoding: {
            text: { field: 'rows', type: 'quantitative', format: ',' },
            color: { condition: { test: 'datum.share > 0.5', value: 'white' }, value: 'black' },
          },
        },
      ],
    },
  });
};

const classRows = ({ counts, classes }: PartMeasures['measured']['confusion'], code: number): number =>
  counts.subarray(code * classes, (code + 1) * classes).reduce((sum, count) => sum + count, 0);

/** Rows, precision, recall and f1 of each class. */
export const classTable = ({ model, at, classes }: MeasuredModel, { part, measured }: PartMeasures): ReportTable => ({
  title: about(model, `Classes, ${part} rows`),
  columns: ['class', 'rows', 'precision', 'recall', 'f1'],
  rows: classes.map((name, code) => {
    const rows = classRows(measured.confusion, code);
    const value = (metric: string): number | null =>
      measured.ofClasses.find((found) => found.code === code && found.name === metric)?.value ?? null;
    return [name, rows, value('precision'), value('recall'), value('f1')];
  }),
  picks: classes.map((name, code) => {
    const rows = classRows(measured.confusion, code);
    return rows > 0 ? pickRows({ at, part }, { label: `actual ${name}`, rows }, [equals('actual', name)]) : null;
  }),
});
