import type { CalibrationBin } from '../../algorithms/metrics/calibration.ts';
import type { Figure } from '../../contract/report.ts';
import { figure, inline, spoken } from './figure.ts';

/** How often what one model said came true. */
export interface Reliability {
  readonly name: string;
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error. */
  readonly error: number | null;
}

/** Share that came true by mean probability; the dashed diagonal is where the two are the same. */
export const reliabilityFigure = (title: string, models: readonly Reliability[]): Figure => {
  const values = models.flatMap(({ name, bins }) =>
    bins.map(({ predicted, observed, rows }) => ({ model: name, predicted, observed, rows })),
  );
  const axis = (field: string, text: string) => ({
    field,
    type: 'quantitative',
    title: text,
    scale: { domain: [0, 1] },
  });
  const axes = { x: axis('predicted', 'mean probability'), y: axis('observed', 'share that came true') };
  const colour = { field: 'model', type: 'nominal', title: null, sort: models.map(({ name }) => name) };
  return figure({
    name: 'calibration',
    title,
    summary: `Share that came true by mean probability in ten bins: expected calibration error ${models.map(({ error }) => spoken(error)).join(', ')}.`,
    spec: {
      layer: [
        {
          data: inline([0, 1].map((value) => ({ predicted: value, observed: value }))),
          mark: { type: 'line', strokeDash: [4, 4], color: 'gray', strokeWidth: 1 },
          encoding: axes,
        },
        {
          data: inline(values),
          mark: { type: 'line', point: true, tooltip: true },
          encoding: { ...axes, ...(models.length > 1 ? { color: colour } : {}) },
        },
      ],
    },
  });
};
