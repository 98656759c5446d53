/** Robust measures of one column in one table. */
export interface Spread {
  readonly n: number;
  readonly median: number;
  /** Distance of the quartiles. */
  readonly range: number;
}

export interface Conversion {
  readonly text: string;
  readonly factor: number;
  readonly offset: number;
}

const conversions: readonly Conversion[] = [
  { text: '°C and °F', factor: 1.8, offset: 32 },
  { text: 'inches and millimetres', factor: 25.4, offset: 0 },
  { text: 'inches and centimetres', factor: 2.54, offset: 0 },
  { text: 'metres and feet', factor: 1 / 0.3048, offset: 0 },
  { text: 'miles and kilometres', factor: 1.609344, offset: 0 },
  { text: 'kilograms and pounds', factor: 1 / 0.45359237, offset: 0 },
  { text: 'ounces and grams', factor: 28.349523125, offset: 0 },
  { text: 'gallons and litres', factor: 3.785411784, offset: 0 },
  { text: 'm/s and km/h', factor: 3.6, offset: 0 },
  { text: 'kcal and kJ', factor: 4.184, offset: 0 },
  { text: 'hours and minutes', factor: 60, offset: 0 },
  { text: 'hours and seconds', factor: 3600, offset: 0 },
  ...[1, 2, 3, 6, 9].map((power) => ({ text: `a factor of ${10 ** power}`, factor: 10 ** power, offset: 0 })),
];

/** Between a kilometre and a mile chance alone can lie, so small factors need more rows. */
const rowsNeeded = ({ factor }: Conversion): number => (factor < 5 ? 100 : 30);

/** How badly `b` is explained as `a` converted; undefined where it is not. */
const misfit = (a: Spread, b: Spread, { factor, offset }: Conversion): number | undefined => {
  const ranges = Math.abs(Math.log(b.range / (factor * a.range)));
  const converted = Math.abs(b.median - (factor * a.median + offset)) / b.range;
  const asIs = Math.abs(b.median - a.median) / b.range;
  const explains = ranges <= Math.log(1.25) && converted <= 0.35;
  return explains && asIs >= Math.max(0.25, 2 * converted) ? ranges + converted : undefined;
};

export interface Guess extends Conversion {
  /** Whether the second table has the larger numbers. */
  readonly upward: boolean;
}

/**
 * The units that two tables may have measured a column in. Median and quartile distance must both differ as the units do,
 * and the medians more than what is left after converting: one of them alone differs by chance, or because the tables are about
 * different things.
 */
export const guessUnits = (a: Spread, b: Spread): Guess | undefined => {
  if (!(a.range > 0 && b.range > 0)) return undefined;
  const found = conversions.flatMap((conversion) => {
    if (Math.min(a.n, b.n) < rowsNeeded(conversion)) return [];
    const [up, down] = [misfit(a, b, conversion), misfit(b, a, conversion)];
    return [
      ...(up === undefined ? [] : [{ guess: { ...conversion, upward: true }, misfit: up }]),
      ...(down === undefined ? [] : [{ guess: { ...conversion, upward: false }, misfit: down }]),
    ];
  });
  return found.sort((one, other) => one.misfit - other.misfit)[0]?.guess;
};
