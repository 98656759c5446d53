import { larger } from '../../algorithms/metrics/metric-names.ts';
import { paretoFront } from '../../algorithms/search/pareto-front.ts';
import type { FitsFigureRequest } from '../../contract/api.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { LedgerFit } from '../../contract/ledger.ts';
import type { Figure } from '../../contract/report.ts';

type Scored = LedgerFit & { readonly score: NonNullable<LedgerFit['score']> };

/** More points hide each other. */
const mostPoints = 5_000;

const isScored = (fit: LedgerFit): fit is Scored => fit.score !== undefined && Number.isFinite(fit.score.value);

const commonest = (names: readonly string[]): string | undefined => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
};

const plain = (value: Json | undefined): string | number | null => {
  if (typeof value === 'number' || value === null || value === undefined) return value ?? null;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const colourOf = (fit: Scored, colour: string, titleOf: (type: string) => string): string | number | null => {
  if (colour === 'learner') return titleOf(fit.type);
  if (colour === 'rows' || colour === 'features' || colour === 'node') return fit[colour];
  return plain(fit.params[colour]);
};

const pointsOf = (fits: readonly Scored[], colour: string, titleOf: (type: string) => string): JsonObject[] => {
  const [first] = fits;
  const sign = first && !larger(first.score.metric) ? -1 : 1;
  const front = new Set(paretoFront(fits.map(({ seconds, score }) => ({ seconds, score: sign * score.value }))));
  return fits.map((fit, index) => ({
    seconds: Math.max(fit.seconds, 1e-4),
    score: fit.score.value,
    colour: colourOf(fit, colour, titleOf),
    learner: titleOf(fit.type),
    node: fit.node,
    rows: fit.rows,
    purpose: fit.purpose,
    settings: JSON.stringify(fit.params),
    front: front.has(index),
  }));
};

const specOf = (points: readonly JsonObject[], metric: string, colour: string): JsonObject => {
  const isNumber = points.every((point) => point['colour'] === null || typeof point['colour'] === 'number');
  const x = { field: 'seconds', type: 'quantitative', scale: { type: 'log' }, title: 'Seconds to fit' };
  const y = { field: 'score', type: 'quantitative', scale: { zero: false }, title: metric };
  const tooltip = ['learner', 'node', 'rows', 'seconds', 'score', 'purpose', 'settings'].map((field) => ({ field }));
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: 'container',
    height: 280,
    data: { values: [...points] },
    layer: [
      {
        transform: [{ filter: 'datum.front' }],
        mark: { type: 'line', interpolate: 'step-after', strokeDash: [4, 3], opacity: 0.8 },
        encoding: { x, y },
      },
      {
        mark: { type: 'point', filled: true, size: 54, opacity: 0.85 },
        encoding: {
          ...{ x, y, tooltip },
          color: { field: 'colour', type: isNumber ? 'quantitative' : 'nominal', title: colour },
          shape: { field: 'purpose', type: 'nominal', title: 'fit' },
        },
      },
    ],
  };
};

/**
 * Seconds against score of each fit, with the front that nothing beats: no other fit scores better in less time.
 * Fits are compared under one metric, by default the commonest. Null where no fit has a score.
 */
export const fitsFigure = (
  fits: readonly LedgerFit[],
  { metric, colour }: FitsFigureRequest,
  titleOf: (type: string) => string,
): Figure | null => {
  const scored = fits.filter(isScored);
  const chosen = metric ?? commonest(scored.map(({ score }) => score.metric));
  const shown = scored.filter(({ score }) => score.metric === chosen).slice(-mostPoints);
  if (chosen === undefined || shown.length === 0) return null;
  const points = pointsOf(shown, colour, titleOf);
  const front = points.filter((point) => point['front']);
  const best = front.at(-1);
  return {
    name: 'seconds-against-score',
    title: 'Seconds against score',
    summary: `${shown.length} fits by ${chosen}; ${front.length} of them are beaten by none that is as quick. The best, ${String(best?.['learner'])}, reached ${Number(best?.['score']).toPrecision(4)} in ${Number(best?.['seconds']).toPrecision(3)} s.`,
    spec: specOf(points, chosen, colour),
  };
};
