import { calibrationBins, calibrationError } from '../../../algorithms/metrics/calibration.ts';
import type { Fact, Figure } from '../../../contract/report.ts';
import { about, spoken } from '../figure.ts';
import { judgedProbabilities } from '../judged-probabilities.ts';
import { reliabilityFigure } from '../reliability-figure.ts';
import type { MeasuredModel } from './measured-model.ts';

export interface CalibrationView {
  readonly figures: readonly Figure[];
  readonly facts: readonly Fact[];
}

/** How often what was predicted with a probability came true, model by model. */
export const calibrationView = (models: readonly MeasuredModel[]): CalibrationView => {
  const found = models.flatMap(({ model, classes, parts: [part] }) => {
    if (!part || classes.length < 2) return [];
    const { probabilities, cameTrue } = judgedProbabilities(part.rows);
    const bins = calibrationBins(probabilities, cameTrue);
    return [{ model, name: model ?? 'model', part: part.part, bins, error: calibrationError(bins) }];
  });
  const [first] = found;
  if (!first) return { figures: [], facts: [] };
  return {
    facts: found.map(({ model, part, error }) => ({
      label: about(model, `Calibration error (${part})`),
      value: spoken(error),
    })),
    figures: [reliabilityFigure(`Calibration, ${first.part} rows`, found)],
  };
};
