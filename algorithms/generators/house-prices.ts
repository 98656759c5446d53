import { createRandom, type Random } from '../random/random.ts';
import { asTarget, feature, type Generator, level, rounded } from './generated.ts';

const districts = [
  { name: 'old town', factor: 1.35 },
  { name: 'harbour', factor: 1.2 },
  { name: 'garden city', factor: 1.05 },
  { name: 'station', factor: 0.9 },
  { name: 'outskirts', factor: 0.75 },
] as const;
const conditions = [
  { name: 'poor', factor: 0.8 },
  { name: 'fair', factor: 0.95 },
  { name: 'good', factor: 1.08 },
  { name: 'new', factor: 1.2 },
] as const;

const pick = <T>(random: Random, from: readonly T[]): T => from[random.below(from.length)] as T;

const house = (random: Random, noise: number) => {
  const district = pick(random, districts);
  const condition = pick(random, conditions);
  const area = Math.round(Math.min(380, Math.max(28, Math.exp(4.6 + 0.4 * random.normal()))));
  const rooms = Math.max(1, Math.round(area / 26 + 0.8 * random.normal()));
  const year = 1890 + Math.floor(134 * Math.sqrt(random.next()));
  const distance = rounded(-4 * Math.log(1 - random.next()), 1);
  const garden = random.next() < 0.4 ? Math.round(40 + 400 * random.next()) : 0;
  const price =
    1900 * area ** 0.95 * district.factor * condition.factor * (1 + (year - 1960) / 600) * Math.exp(-0.025 * distance) +
    90 * garden +
    4000 * rooms;
  return {
    area,
    rooms,
    year,
    distance,
    garden,
    district: district.name,
    condition: condition.name,
    price: Math.round((price * Math.exp(0.12 * noise * random.normal())) / 100) * 100,
  };
};

/** Houses and what they were sold for: effects that multiply, a long right tail, 12 % scatter at noise 1. */
export const housePrices: Generator = ({ rows, seed, noise }) => {
  const random = createRandom(seed);
  const houses = Array.from({ length: rows }, () => house(random, noise));
  const numbers = (value: (one: ReturnType<typeof house>) => number): Float64Array => Float64Array.from(houses, value);
  return [
    feature(
      'area_m2',
      numbers(({ area }) => area),
      'integer',
    ),
    feature(
      'rooms',
      numbers(({ rooms: count }) => count),
      'integer',
    ),
    feature(
      'year_built',
      numbers(({ year }) => year),
      'integer',
    ),
    feature(
      'distance_km',
      numbers(({ distance }) => distance),
    ),
    feature(
      'garden_m2',
      numbers(({ garden }) => garden),
      'integer',
    ),
    level(
      'district',
      houses.map(({ district }) => district),
    ),
    level(
      'condition',
      houses.map(({ condition }) => condition),
    ),
    asTarget(
      feature(
        'price',
        numbers(({ price }) => price),
      ),
    ),
  ];
};
