/**
 * Class codes from row-major probabilities. Of two classes the second is predicted from `threshold` on;
 * of more the most probable, the first of equals. A row without probabilities (NaN) gets NaN.
 */
export const predictedClasses = (probabilities: Float64Array, classes: number, threshold = 0.5): Float64Array => {
  const predicted = new Float64Array(classes === 0 ? 0 : probabilities.length / classes);
  for (let row = 0; row < predicted.length; row++) {
    const start = row * classes;
    if (Number.isNaN(probabilities[start] as number)) {
      predicted[row] = Number.NaN;
      continue;
    }
    if (classes === 2) {
      predicted[row] = (probabilities[start + 1] as number) >= threshold ? 1 : 0;
      continue;
    }
    let best = 0;
    for (let code = 1; code < classes; code++)
      if ((probabilities[start + code] as number) > (probabilities[start + best] as number)) best = code;
    predicted[row] = best;
  }
  return predicted;
};
