import type { Figure, ReportTable } from '../../../contract/report.ts';
import { about, figure, inline } from '../figure.ts';
import type { MeasuredModel, PartMeasures } from './measured-model.ts';

const mostClasses = 22;

const countOf = ({ measured }: PartMeasures, actual: number, predicted: number): number =>
  measured.confusion.counts[actual * measured.confusion.classes + predicted] ?? 0;

const share = (count: number, whole: number): number => (whole > 0 ? count / whole : 0);

/** Heat map of actual by predicted class; undefined with more classes than a map can show. */
export const confusionFigure = ({ model, classes }: MeasuredModel, part: PartMeasures): Figure | undefined => {
  if (classes.length > mostClasses) return undefined;
  const rows = classes.map((_, actual) =>
    classes.reduce((sum, __, predicted) => sum + countOf(part, actual, predicted), 0),
  );
  const values = classes.flatMap((actual, row) =>
    classes.map((predicted, column) => ({
      actual,
      predicted,
      rows: countOf(part, row, column),
      share: share(countOf(part, row, column), rows[row] ?? 0),
    })),
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
    spec: {
      data: inline(values),
      encoding: axes,
      layer: [
        {
          mark: { type: 'rect', tooltip: true },
          encoding: {
            color: { field: 'share', type: 'quantitative', title: 'share of actual', scale: { domain: [0, 1] } },
          },
        },
        {
          mark: { type: 'text' },
          encoding: {
            text: { field: 'rows', type: 'quantitative', format: ',' },
            color: { condition: { test: 'datum.share > 0.5', value: 'white' }, value: 'black' },
          },
        },
      ],
    },
  });
};

/** Rows, precision, recall and f1 of each class. */
export const classTable = ({ model, classes }: MeasuredModel, { part, measured }: PartMeasures): ReportTable => ({
  title: about(model, `Classes, ${part} rows`),
  columns: ['class', 'rows', 'precision', 'recall', 'f1'],
  rows: classes.map((name, code) => {
    const { counts, classes: width } = measured.confusion;
    const rows = counts.subarray(code * width, (code + 1) * width).reduce((sum, count) => sum + count, 0);
    const value = (metric: string): number | null =>
      measured.ofClasses.find((found) => found.code === code && found.name === metric)?.value ?? null;
    return [name, rows, value('precision'), value('recall'), value('f1')];
  }),
});
