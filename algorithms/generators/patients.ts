import { createRandom, type Random } from '../random/random.ts';
import { asTarget, feature, type Generator, level, rounded } from './generated.ts';

const wards = ['medicine', 'surgery', 'cardiology', 'geriatrics'] as const;

interface Patient {
  readonly id: string;
  readonly age: number;
  readonly smoker: string;
  /** Resting heart rate and body mass hardly change from visit to visit: by them a patient is known again. */
  readonly rest: number;
  readonly mass: number;
  /** What the patient's own history adds to the log-odds, and no column tells. */
  readonly own: number;
}

interface Visit {
  readonly patient: Patient;
  readonly number: number;
  readonly ward: string;
  readonly days: number;
  readonly creatinine: number;
  readonly lean: number;
}

const patientOf = (random: Random, number: number, noise: number): Patient => ({
  id: `P${String(number + 1).padStart(5, '0')}`,
  age: 25 + random.below(65),
  smoker: random.next() < 0.25 ? 'yes' : 'no',
  rest: 58 + 14 * random.next() + 6 * random.normal(),
  mass: 26 + 4.5 * random.normal(),
  own: 1.6 * noise * random.normal(),
});

const visitOf = (random: Random, patient: Patient, number: number): Visit => {
  const ward = wards[random.below(wards.length)] ?? 'medicine';
  const days = 1 + Math.floor(-4 * Math.log(1 - random.next()));
  const creatinine = Math.max(0.4, 0.7 + 0.008 * patient.age + 0.25 * random.normal());
  const lean =
    0.045 * (patient.age - 60) +
    0.12 * (days - 5) +
    1.5 * (creatinine - 1.2) +
    (patient.smoker === 'yes' ? 0.5 : 0) +
    (ward === 'geriatrics' ? 0.4 : 0) +
    patient.own;
  return { patient, number, ward, days, creatinine, lean };
};

const visitsOf = ({ rows, seed, noise }: { rows: number; seed: number; noise: number }): readonly Visit[] => {
  const random = createRandom(seed);
  const visits: Visit[] = [];
  for (let number = 0; visits.length < rows; number++) {
    const patient = patientOf(random, number, noise);
    const times = 1 + random.below(6);
    for (let visit = 1; visit <= times && visits.length < rows; visit++) visits.push(visitOf(random, patient, visit));
  }
  return visits;
};

/**
 * Stays in a hospital, one to six a patient, and whether the patient came back within a month (20 % unless told). Part of that is
 * the patient's own and in no column, so whoever meets the same patient in training and in testing looks better than they are:
 * rows must be divided by patient. Coming back goes by rank of the log-odds with noise, so the share is exact.
 */
export const patients: Generator = ({ rows, seed, noise, imbalance = 0.2 }) => {
  const visits = visitsOf({ rows, seed, noise });
  const random = createRandom(seed, 1);
  const leans = visits.map(({ lean }) => {
    const drawn = Math.min(1 - 1e-12, Math.max(1e-12, random.next()));
    return lean + noise * Math.log(drawn / (1 - drawn));
  });
  const ranked = [...leans.keys()].sort((a, b) => (leans[b] ?? 0) - (leans[a] ?? 0) || a - b);
  const back = new Set(ranked.slice(0, Math.round(rows * imbalance)));
  const jitter = createRandom(seed, 2);
  const numbers = (value: (visit: Visit) => number): Float64Array => Float64Array.from(visits, value);
  return [
    {
      ...level(
        'patient',
        visits.map(({ patient }) => patient.id),
      ),
      role: 'group',
    },
    feature(
      'visit',
      numbers(({ number }) => number),
      'integer',
    ),
    feature(
      'age',
      numbers(({ patient }) => patient.age),
      'integer',
    ),
    level(
      'smoker',
      visits.map(({ patient }) => patient.smoker),
    ),
    feature(
      'resting_pulse',
      numbers(({ patient }) => rounded(patient.rest + 0.8 * jitter.normal(), 0)),
      'integer',
    ),
    feature(
      'body_mass_index',
      numbers(({ patient }) => rounded(patient.mass + 0.2 * jitter.normal(), 1)),
    ),
    level(
      'ward',
      visits.map(({ ward }) => ward),
    ),
    feature(
      'days',
      numbers(({ days }) => days),
      'integer',
    ),
    feature(
      'creatinine',
      numbers(({ creatinine }) => rounded(creatinine, 2)),
    ),
    asTarget(
      level(
        'readmitted',
        visits.map((_, index) => (back.has(index) ? 'yes' : 'no')),
      ),
    ),
  ];
};
