import { calibrationBins, calibrationError } from '../../../algorithms/metrics/calibration.ts';
import { scoresOf } from '../../../algorithms/metrics/ranking.ts';
import type { Fact, Figure } from '../../../contract/report.ts';
import { about, figure, inline, spoken } from '../figure.ts';
import type { MeasuredModel, PartMeasures } from './measured-model.ts';

/** Of two classes the second one's probability; of more the probability of whatever was predicted. */
const judged = ({ rows }: PartMeasures) => {
  const { actual, predicted, probabilities, classes } = rows;
  if (classes === 2)
    return { probabilities: scoresOf(probabilities, 2, 1), cameTrue: (row: number) => actual[row] === 1 };
  const given = predicted.map((code, row) => probabilities[row * classes + code] ?? 0);
  return { probabilities: given, cameTrue: (row: number) => actual[row] === predicted[row] };
};

export interface CalibrationView {
  readonly figures: readonly Figure[];
  readonly facts: readonly Fact[];
}

/** How often what was predicted with a probability came true, model by model. */
export const calibrationView = (models: readonly MeasuredModel[]): CalibrationView => {
  const found = models.flatMap(({ model, classes, parts: [part] }) => {
    if (!part || classes.length < 2) return [];
    const { probabilities, cameTrue } = judged(part);
    const bins = calibrationBins(probabilities, cameTrue);
    return [{ model, part: part.part, bins, error: calibrationError(bins) }];
  });
  const [first] = found;
  if (!first) return { figures: [], facts: [] };
  const values = found.flatMap(({ model, bins }) =>
    bins.map(({ predicted, observed, rows }) => ({ model: model ?? 'model', predicted, observed, rows })),
  );
  const axis = (field: string, title: string) => ({ field, type: 'quantitative', title, scale: { domain: [0, 1] } });
  const axes = { x: axis('predicted', 'mean probability'), y: axis('observed', 'share that came true') };
  return {
    facts: found.map(({ model, part, error }) => ({
      label: about(model, `Calibration error (${part})`),
      value: spoken(error),
    })),
    figures: [
      figure({
        name: 'calibration',
        title: `Calibration, ${first.part} rows`,
        summary: `Share that came true by mean probability in ten bins: expected calibration error ${found.map(({ error }) => spoken(error)).join(', ')}.`,
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
              encoding: {
                ...axes,
                ...(found.length > 1 ? { color: { field: 'model', type: 'nominal', title: null } } : {}),
              },
            },
          ],
        },
      }),
    ],
  };
};
