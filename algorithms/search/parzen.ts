import type { SearchDimension } from '../../contract/context.ts';
import type { Random } from '../random/random.ts';

/** A point of a search space: numbers as their share 0…1 of the range, choices as their place in the list. */
export type Coordinates = readonly number[];

/**
 * Density over a search space around some of its points: a mixture of one broad component and one a point, each a product of
 * truncated normals and of discrete kernels. One component gives all coordinates of a draw, so that what goes well together
 * stays together. As the multivariate estimator of Optuna's TPESampler, after Bergstra et al. (2011) and Falkner et al. (2018).
 */
export interface Parzen {
  draw(random: Random): Coordinates;
  /** Logarithm of the density. */
  at(point: Coordinates): number;
}

const narrowest = 0.01;

export const createParzen = (dimensions: readonly SearchDimension[], points: readonly Coordinates[]): Parzen => {
  const count = points.length;
  const width = Math.max(narrowest, 0.2 * Math.max(1, count) ** (-1 / (dimensions.length + 4)));
  const kernels = dimensions.map((dimension) =>
    dimension.kind === 'choice' ? choiceKernel(dimension.choices.length, count) : numberKernel(width),
  );
  const components = points.map((centre) => kernels.map((kernel, index) => kernel.around(centre[index] as number)));
  const broad = kernels.reduce((sum, kernel) => sum + kernel.anywhere, 0);
  return {
    draw: (random) => {
      const centre = points[random.below(count + 1)];
      return kernels.map((kernel, index) => kernel.draw(centre?.[index], random));
    },
    at: (point) => {
      const logs = [broad];
      for (const component of components) {
        let sum = 0;
        for (let index = 0; index < component.length; index++)
          sum += (component[index] as LogDensity)(point[index] as number);
        logs.push(sum);
      }
      const most = logs.reduce((a, b) => Math.max(a, b));
      return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / logs.length);
    },
  };
};

type LogDensity = (value: number) => number;

/** One coordinate around a centre, or anywhere. */
interface Kernel {
  draw(centre: number | undefined, random: Random): number;
  around(centre: number): LogDensity;
  /** Logarithm of the density without a centre. */
  readonly anywhere: number;
}

const numberKernel = (width: number): Kernel => ({
  draw: (centre, random) => {
    if (centre === undefined) return random.next();
    for (;;) {
      const drawn = centre + width * random.normal();
      if (drawn >= 0 && drawn <= 1) return drawn;
    }
  },
  anywhere: 0,
  around: (centre) => {
    const inside = normalCdf((1 - centre) / width) - normalCdf(-centre / width);
    const scale = Math.log(width * Math.sqrt(2 * Math.PI) * inside);
    const narrow = 0.5 / (width * width);
    return (value) => -(value - centre) * (value - centre) * narrow - scale;
  },
});

/** What the centre chose, the surer the more points there are, or any other with the same chance. */
const choiceKernel = (choices: number, points: number): Kernel => {
  const stray = Math.min(1, 2 / (points + 1));
  const any = 1 / Math.max(1, choices);
  const [same, other] = [Math.log(stray * any + 1 - stray), Math.log(stray * any)];
  return {
    draw: (centre, random) =>
      centre === undefined || random.next() < stray ? random.below(Math.max(1, choices)) : centre,
    anywhere: Math.log(any),
    around: (centre) => (value) => (value === centre ? same : other),
  };
};

/** Abramowitz and Stegun 7.1.26, good to 1.5e-7. */
const normalCdf = (z: number): number => {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const erf = 1 - poly * Math.exp(-x * x);
  return z < 0 ? (1 - erf) / 2 : (1 + erf) / 2;
};
