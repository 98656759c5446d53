import { createRandom, type Random } from '../random/random.ts';
import { asTarget, feature, type Generator, level, rounded } from './generated.ts';

const contracts = [
  { name: 'month', share: 0.55, effect: 1.1 },
  { name: 'year', share: 0.25, effect: -0.4 },
  { name: 'two years', share: 0.2, effect: -1.2 },
] as const;
const payments = ['card', 'transfer', 'check'] as const;
const regions = ['north', 'south', 'east', 'west', 'centre'] as const;

const pick = <T>(random: Random, from: readonly [T, ...T[]] | readonly T[]): T => from[random.below(from.length)] as T;

const pickContract = (random: Random): (typeof contracts)[number] => {
  const drawn = random.next();
  if (drawn < contracts[0].share) return contracts[0];
  return drawn < contracts[0].share + contracts[1].share ? contracts[1] : contracts[2];
};

interface Customer {
  readonly age: number;
  readonly tenure: number;
  readonly charge: number;
  readonly calls: number;
  readonly contract: string;
  readonly payment: string;
  readonly region: string;
  readonly paperless: string;
  /** Log-odds of leaving, but for the intercept. */
  readonly lean: number;
}

const customer = (random: Random, noise: number): Customer => {
  const contract = pickContract(random);
  const payment = pick(random, payments);
  const age = 18 + random.below(63);
  const tenure = Math.floor(72 * random.next() ** 1.5);
  const charge = rounded(20 + 80 * random.next() + (contract.name === 'month' ? 10 : 0), 2);
  const calls = Math.min(9, Math.floor(-1.4 * Math.log(1 - random.next())));
  const lean =
    contract.effect +
    0.55 * calls -
    0.04 * tenure +
    0.02 * (charge - 60) +
    (payment === 'check' ? 0.5 : 0) +
    0.8 * noise * random.normal();
  const region = pick(random, regions);
  return {
    age,
    tenure,
    charge,
    calls,
    contract: contract.name,
    payment,
    region,
    paperless: random.next() < 0.6 ? 'yes' : 'no',
    lean,
  };
};

/**
 * Customers of a telephone company and whether they leave: mixed types, an imbalanced target (15 % unless told), one
 * column that means nothing. Leaving goes by rank of the log-odds, so the share is exact.
 */
export const churn: Generator = ({ rows, seed, noise, imbalance = 0.15 }) => {
  const random = createRandom(seed);
  const customers = Array.from({ length: rows }, () => customer(random, noise));
  const leaving = Math.round(rows * imbalance);
  const ranked = customers
    .map((_, index) => index)
    .sort((a, b) => leanOf(customers[b]) - leanOf(customers[a]) || a - b);
  const leavers = new Set(ranked.slice(0, leaving));
  const numbers = (value: (one: Customer) => number): Float64Array => Float64Array.from(customers, value);
  return [
    feature(
      'age',
      numbers(({ age }) => age),
      'integer',
    ),
    feature(
      'tenure_months',
      numbers(({ tenure }) => tenure),
      'integer',
    ),
    feature(
      'monthly_charge',
      numbers(({ charge }) => charge),
    ),
    feature(
      'support_calls',
      numbers(({ calls }) => calls),
      'integer',
    ),
    level(
      'contract',
      customers.map(({ contract }) => contract),
    ),
    level(
      'payment',
      customers.map(({ payment }) => payment),
    ),
    level(
      'region',
      customers.map(({ region }) => region),
    ),
    level(
      'paperless',
      customers.map(({ paperless }) => paperless),
    ),
    asTarget(
      level(
        'churned',
        customers.map((_, index) => (leavers.has(index) ? 'yes' : 'no')),
      ),
    ),
  ];
};

const leanOf = (one: Customer | undefined): number => one?.lean ?? 0;
