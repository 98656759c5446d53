const least = 1e-12;

const logOdds = (probability) => {
  const kept = Math.min(1 - least, Math.max(least, probability));
  return Math.log(kept / (1 - kept));
};

const sigmoid = (value) => (value >= 0 ? 1 / (1 + Math.exp(-value)) : Math.exp(value) / (1 + Math.exp(value)));

const isotonicAt = ({ at, values }, score) => {
  if (!(score > at[0])) return values[0];
  if (score >= at.at(-1)) return values.at(-1);
  const above = at.findIndex((edge) => edge > score);
  const share = (score - at[above - 1]) / (at[above] - at[above - 1]);
  return values[above - 1] * (1 - share) + values[above] * share;
};

const curveAt = (curve, probability) =>
  curve.method === 'sigmoid'
    ? sigmoid(curve.slope * logOdds(probability) + curve.offset)
    : isotonicAt(curve, probability);

/** Probabilities as they can be trusted. */
export const calibrate = ({ curves }, probabilities) => {
  if (probabilities.length === 2) {
    const second = curveAt(curves[0], probabilities[1]);
    return [1 - second, second];
  }
  const bent = probabilities.map((probability, code) => curveAt(curves[code], probability));
  const total = bent.reduce((sum, value) => sum + value, 0);
  return bent.map((value) => (total > 0 ? value / total : 1 / bent.length));
};
