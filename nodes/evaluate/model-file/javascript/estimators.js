const softmax = (scores) => {
  const largest = Math.max(...scores);
  const shares = scores.map((score) => Math.exp(score - largest));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
};

const logistic = (score) => {
  const small = Math.exp(-Math.abs(score));
  const rest = small / (1 + small);
  return score >= 0 ? [rest, 1 / (1 + small)] : [1 / (1 + small), rest];
};

const links = {
  identity: (scores) => scores,
  exp: (scores) => scores.map(Math.exp),
  softmax,
  logistic: ([score]) => logistic(score),
};

/** Answers of some classes, put in the places of all. */
const spread = (answers, { classes, present }) => {
  if (!present) return answers;
  const all = new Array(classes).fill(0);
  present.forEach((code, at) => {
    all[code] = answers[at];
  });
  return all;
};

const linear = ({ coefficients, intercepts }, x) =>
  Array.from(intercepts, (intercept, output) => {
    let score = intercept;
    for (let at = 0; at < x.length; at++) {
      const coefficient = coefficients[output * x.length + at];
      if (coefficient !== 0) score += coefficient * x[at];
    }
    return score;
  });

const goesLeft = (trees, node, value) => {
  if (Number.isNaN(value)) return trees.missingLeft[node] === 1;
  const mask = trees.mask[node];
  if (mask < 0) return value <= trees.threshold[node];
  const code = Math.min(value, trees.mostCode);
  return ((trees.masks[mask * trees.maskWords + (code >> 5)] >>> (code & 31)) & 1) === 1;
};

const leafOf = (trees, root, x) => {
  let node = root;
  while (trees.column[node] >= 0) node = trees.left[node] + (goesLeft(trees, node, x[trees.column[node]]) ? 0 : 1);
  return trees.left[node];
};

const trees = (estimator, x) => {
  const { roots, leaves, width, outputs, baseline, combine } = estimator;
  const sums = Array.from({ length: outputs }, (_, output) => baseline[output] ?? 0);
  roots.forEach((root, tree) => {
    const from = leafOf(estimator, root, x) * width;
    const to = width === 1 ? tree % outputs : 0;
    for (let at = 0; at < width; at++) sums[to + at] += leaves[from + at];
  });
  return combine === 'mean' ? sums.map((sum) => sum / roots.length) : sums;
};

const nearest = ({ points, order, k, metric }, x) => {
  const found = Array.from(order, (row, place) => {
    let distance = 0;
    for (let side = 0; side < x.length; side++) {
      const difference = points[place * x.length + side] - x[side];
      distance += metric === 'euclidean' ? difference * difference : Math.abs(difference);
    }
    return { place, row, distance: metric === 'euclidean' ? Math.sqrt(distance) : distance };
  });
  return found.sort((a, b) => a.distance - b.distance || a.row - b.row).slice(0, k);
};

const neighbours = (estimator, x) => {
  const found = nearest(estimator, x);
  const exact = estimator.weighting === 'distance' && found.some(({ distance }) => distance === 0);
  const votes = found.map(({ place, distance }) => {
    const weight = estimator.weights.length > 0 ? estimator.weights[place] : 1;
    if (exact) return distance === 0 ? weight : 0;
    return estimator.weighting === 'distance' ? weight / distance : weight;
  });
  const total = votes.reduce((sum, vote) => sum + vote, 0);
  const answers = new Array(Math.max(1, estimator.classes)).fill(0);
  found.forEach(({ place }, at) => {
    const share = total > 0 ? votes[at] / total : 1 / found.length;
    if (estimator.classes === 0) answers[0] += share * estimator.y[place];
    else answers[estimator.y[place]] += share;
  });
  return answers;
};

const bayes = (estimator, x) => {
  const { classes, epsilon, columns, priors } = estimator;
  const scores = Array.from(priors);
  columns.forEach(({ levels, from }, at) => {
    const value = x[at];
    if (Number.isNaN(value)) return;
    for (let code = 0; code < classes; code++) {
      if (levels > 0) scores[code] += estimator.table[from + code * levels + value];
      else {
        const spreadOf = estimator.table[from + classes + code] + epsilon;
        const away = value - estimator.table[from + code];
        scores[code] += -0.5 * (Math.log(2 * Math.PI * spreadOf) + away ** 2 / spreadOf);
      }
    }
  });
  return scores;
};

const activations = {
  linear: (value) => value,
  relu: (value) => Math.max(0, value),
  tanh: Math.tanh,
  sigmoid: (value) => 1 / (1 + Math.exp(-value)),
};

const dense = ({ sizes, activations: names, weights }, x) => {
  let values = x;
  let at = 0;
  for (let layer = 1; layer < sizes.length; layer++) {
    const units = sizes[layer];
    const bias = at + values.length * units;
    const sums = Array.from(weights.subarray(bias, bias + units));
    values.forEach((value, input) => {
      for (let unit = 0; unit < units; unit++) sums[unit] += value * weights[at + input * units + unit];
    });
    at = bias + units;
    values = sums.map(activations[names[layer - 1]]);
  }
  return values;
};

const scores = { linear, trees, neighbours, bayes, dense, constant: ({ answers }) => Array.from(answers) };

/** The probability of each class, or one value. */
export const estimate = (estimator, x) =>
  spread(links[estimator.link](scores[estimator.kind](estimator, x)), estimator);
