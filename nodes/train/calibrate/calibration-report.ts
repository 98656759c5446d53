import { type CalibrationRows, calibrated } from '../../../algorithms/calibration/calibration.ts';
import { calibrationBins, calibrationError } from '../../../algorithms/metrics/calibration.ts';
import { classificationScore } from '../../../algorithms/metrics/classification-score.ts';
import { type Finding, type Metric, type Report, report } from '../../../contract/report.ts';
import type { Calibration } from '../../../contract/values.ts';
import { spoken } from '../../evaluate/figure.ts';
import { judgedProbabilities } from '../../evaluate/judged-probabilities.ts';
import type { MeasuredPart } from '../../evaluate/parts.ts';
import { reliabilityFigure } from '../../evaluate/reliability-figure.ts';
import type { JudgedRows } from '../judged-rows.ts';

export interface Calibrated {
  readonly calibration: Calibration;
  /** Rows that the curve was learned from, and what they were. */
  readonly learnedFrom: { readonly rows: CalibrationRows; readonly words: string };
  /** Rows by part that it did not learn from. */
  readonly fresh: ReadonlyMap<MeasuredPart, JudgedRows>;
}

const [before, after] = ['before', 'calibrated'] as const;

const bent = (calibration: Calibration, rows: JudgedRows): JudgedRows => ({
  ...rows,
  probabilities: calibrated(calibration, rows.probabilities, rows.classes),
});

const metricsOf = (part: string, model: string, rows: JudgedRows): readonly Metric[] =>
  ['brier', 'log-loss', 'accuracy'].map((name) => ({
    name,
    part,
    model,
    n: rows.actual.length,
    value: classificationScore(name, rows.actual, rows.probabilities, rows.classes),
  }));

const reliabilityOf = (name: string, rows: JudgedRows) => {
  const { probabilities, cameTrue } = judgedProbabilities(rows);
  const bins = calibrationBins(probabilities, cameTrue);
  return { name, bins, error: calibrationError(bins) };
};

const brierOf = ({ actual, probabilities, classes }: JudgedRows): number =>
  classificationScore('brier', actual, probabilities, classes) ?? 0;

/** A curve that makes fresh rows worse should not be believed. */
const worse = (part: string, raw: JudgedRows, now: JudgedRows): readonly Finding[] => {
  const [old, recent] = [brierOf(raw), brierOf(now)];
  if (!(recent > old)) return [];
  return [
    {
      code: 'train.calibration-worse',
      severity: 'warning',
      message: `On ${part} rows the Brier score rose from ${spoken(old)} to ${spoken(recent)}: the probabilities were better as they were. Use the model itself, or the sigmoid on more rows.`,
      value: recent,
      limit: old,
    },
  ];
};

/** What calibrating did to probabilities, shown on rows that it did not learn from where there are any. */
export const calibrationReport = ({ calibration, learnedFrom, fresh }: Calibrated): Report => {
  const parts = [...fresh].map(([part, raw]) => ({ part, raw, now: bent(calibration, raw) }));
  const [first] = parts;
  const seen = { part: learnedFrom.words, raw: learnedFrom.rows, now: bent(calibration, learnedFrom.rows) };
  const shown = first ?? seen;
  const reliabilities = [reliabilityOf(before, shown.raw), reliabilityOf(after, shown.now)];
  const errors = reliabilities.map(({ error }) => spoken(error)).join(' before, ');
  const unjudged: Finding = {
    code: 'train.calibration-unjudged',
    severity: 'info',
    message:
      'There are no other rows to judge the calibration by, so what is shown is flattering. Leave rows for testing.',
  };
  return report('Calibration', {
    headline: 'brier',
    metrics: parts.flatMap(({ part, raw, now }) => [...metricsOf(part, after, now), ...metricsOf(part, before, raw)]),
    findings: first ? worse(first.part, first.raw, first.now) : [unjudged],
    figures: [reliabilityFigure(`Reliability before and after, ${shown.part} rows`, reliabilities)],
    facts: [
      { label: 'Method', value: calibration.method },
      {
        label: 'Learned from',
        value: `${learnedFrom.rows.actual.length.toLocaleString('en')} ${learnedFrom.words} rows${learnedFrom.rows.weights ? ', by their weights; the metrics count each row once' : ''}`,
      },
      { label: `Calibration error (${shown.part})`, value: `${errors} after` },
    ],
  });
};
