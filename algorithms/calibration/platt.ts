/** Probability 1 / (1 + exp(−(slope · score + offset))). */
export interface SigmoidCurve {
  readonly slope: number;
  readonly offset: number;
}

const iterations = 200;

const sigmoid = (value: number): number =>
  value >= 0 ? 1 / (1 + Math.exp(-value)) : Math.exp(value) / (1 + Math.exp(value));

/** −t·log p − (1 − t)·log(1 − p), without overflow. */
const lossAt = (value: number, target: number): number =>
  value >= 0 ? Math.log1p(Math.exp(-value)) + (1 - target) * value : Math.log1p(Math.exp(value)) - target * value;

interface Scored {
  readonly scores: Float64Array;
  readonly targets: Float64Array;
  readonly weights: Float64Array;
}

const totalLoss = ({ scores, targets, weights }: Scored, { slope, offset }: SigmoidCurve): number => {
  let sum = 0;
  for (let row = 0; row < scores.length; row++)
    sum += (weights[row] as number) * lossAt(slope * (scores[row] as number) + offset, targets[row] as number);
  return sum;
};

interface Derivatives {
  readonly gradient: readonly [number, number];
  readonly hessian: readonly [number, number, number];
}

const derivativesAt = ({ scores, targets, weights }: Scored, { slope, offset }: SigmoidCurve): Derivatives => {
  let [bySlope, byOffset, slopes, mixed, offsets] = [0, 0, 1e-12, 0, 1e-12];
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] as number;
    const own = weights[row] as number;
    const probability = sigmoid(slope * score + offset);
    const error = own * (probability - (targets[row] as number));
    const curvature = own * probability * (1 - probability);
    bySlope += error * score;
    byOffset += error;
    slopes += curvature * score * score;
    mixed += curvature * score;
    offsets += curvature;
  }
  return { gradient: [bySlope, byOffset], hessian: [slopes, mixed, offsets] };
};

interface Weighed {
  readonly positives: number;
  readonly negatives: number;
}

const weigh = (isTrue: readonly boolean[], weights: Float64Array): Weighed => {
  let [positives, negatives] = [0, 0];
  for (const [row, weight] of weights.entries())
    if (isTrue[row]) positives += weight;
    else negatives += weight;
  return { positives, negatives };
};

/** Platt's targets keep the curve from being certain where few rows tell. */
const softened = (isTrue: readonly boolean[], { positives, negatives }: Weighed): Float64Array => {
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (negatives + 2);
  return Float64Array.from(isTrue, (one) => (one ? high : low));
};

/**
 * The sigmoid that turns scores into probabilities best. Platt, Probabilistic outputs for support vector machines, 1999, by
 * Newton's method with halved steps as in Lin, Lin and Weng, A note on Platt's probabilistic outputs, 2007.
 * @param scores any numbers, larger for true ones
 * @param weights of the rows, 0 or more; all 1 where absent
 */
export const fitSigmoid = (
  scores: Float64Array,
  isTrue: readonly boolean[],
  weights: Float64Array = new Float64Array(scores.length).fill(1),
): SigmoidCurve => {
  const weighed = weigh(isTrue, weights);
  const scored = { scores, targets: softened(isTrue, weighed), weights };
  let curve: SigmoidCurve = { slope: 0, offset: Math.log((weighed.positives + 1) / (weighed.negatives + 1)) };
  let loss = totalLoss(scored, curve);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const { gradient, hessian } = derivativesAt(scored, curve);
    const [g0, g1] = gradient;
    const [h00, h01, h11] = hessian;
    if (Math.max(Math.abs(g0), Math.abs(g1)) < 1e-10) break;
    const determinant = h00 * h11 - h01 * h01;
    const step = [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant] as const;
    let size = 1;
    let next = curve;
    let better = false;
    for (; size > 1e-10 && !better; size /= 2) {
      next = { slope: curve.slope - size * step[0], offset: curve.offset - size * step[1] };
      better = totalLoss(scored, next) < loss;
    }
    if (!better) break;
    curve = next;
    loss = totalLoss(scored, curve);
  }
  return curve;
};

export const sigmoidAt = ({ slope, offset }: SigmoidCurve, score: number): number => sigmoid(slope * score + offset);
