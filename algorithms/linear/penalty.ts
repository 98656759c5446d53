import type { Design } from './design.ts';

/** Σ over penalised coefficients of l1·|w| + ½·l2·w². The intercepts are never penalised. */
export interface Penalty {
  readonly l1: Float64Array;
  readonly l2: Float64Array;
  readonly hasL1: boolean;
}

export const createPenalty = (
  { width, features }: Pick<Design, 'width' | 'features'>,
  outputs: number,
  strength: { readonly l1: number; readonly l2: number },
): Penalty => {
  const spread = (value: number): Float64Array =>
    Float64Array.from({ length: outputs * width }, (_, at) => (at % width < features ? value : 0));
  return { l1: spread(strength.l1), l2: spread(strength.l2), hasL1: strength.l1 > 0 };
};

export const scaledPenalty = (penalty: Penalty, share: number): Penalty => ({
  ...penalty,
  l1: penalty.l1.map((value) => value * share),
  l2: penalty.l2.map((value) => value * share),
});

/** Adds the smooth part to `gradient` and answers its value. */
export const addSmooth = ({ l2 }: Penalty, coefficients: Float64Array, gradient: Float64Array): number => {
  let total = 0;
  for (let at = 0; at < coefficients.length; at++) {
    const value = coefficients[at] as number;
    const pull = (l2[at] as number) * value;
    gradient[at] = (gradient[at] as number) + pull;
    total += 0.5 * pull * value;
  }
  return total;
};

export const absolutePart = ({ l1 }: Penalty, coefficients: Float64Array): number => {
  let total = 0;
  for (let at = 0; at < coefficients.length; at++) total += (l1[at] as number) * Math.abs(coefficients[at] as number);
  return total;
};
