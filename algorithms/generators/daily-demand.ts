import { createRandom } from '../random/random.ts';
import { type Day, dayOf, firstDayOf, instants, secondsOfDay } from './calendar.ts';
import { asTarget, feature, type Generator, level, rounded } from './generated.ts';

/** Monday to Sunday. */
const weekly = [0.92, 0.88, 0.93, 1.0, 1.18, 1.32, 0.77] as const;

/** Days of the same date each year on which the shop is nearly empty, or full before. */
const holidayOf = ({ month, day }: Day): string => {
  if ((month === 1 && day === 1) || (month === 12 && (day === 25 || day === 26))) return 'holiday';
  if (month === 12 && day >= 18 && day <= 24) return 'before a holiday';
  return month === 5 && day === 1 ? 'holiday' : 'none';
};

const holidayFactors: Readonly<Record<string, number>> = { holiday: 0.25, 'before a holiday': 1.45, none: 1 };

/**
 * What a shop sells a day from 1 January 2022 on: growth of 8 % a year, a weekly and a yearly rhythm, promotions of a week
 * (a third more), holidays, and 6 % scatter at noise 1. All effects multiply.
 */
export const dailyDemand: Generator = ({ rows, seed, noise }) => {
  const random = createRandom(seed);
  const first = firstDayOf(2022);
  const sold = new Float64Array(rows);
  const price = new Float64Array(rows);
  const promotion: string[] = [];
  const holidays: string[] = [];
  let promoted = 0;
  for (let row = 0; row < rows; row++) {
    const day = dayOf(first + row);
    if (promoted > 0) promoted--;
    else if (day.weekday === 1 && random.next() < 0.15) promoted = 7;
    const runs = promoted > 0;
    const holiday = holidayOf(day);
    const yearly = 1 + 0.18 * Math.sin(2 * Math.PI * (day.turn - 0.2));
    const growth = 1 + (0.08 * row) / 365;
    const expected =
      200 * growth * yearly * (weekly[day.weekday - 1] ?? 1) * (runs ? 1.33 : 1) * (holidayFactors[holiday] ?? 1);
    sold[row] = Math.max(0, Math.round(expected * Math.exp(0.06 * noise * random.normal())));
    price[row] = rounded((runs ? 7.99 : 9.99) * (1 + (0.02 * row) / 365), 2);
    promotion.push(runs ? 'yes' : 'no');
    holidays.push(holiday);
  }
  return [
    instants(
      'date',
      Array.from({ length: rows }, (_, row) => (first + row) * secondsOfDay),
    ),
    level('promotion', promotion),
    level('holiday', holidays),
    feature('price', price),
    asTarget(feature('sold', sold, 'integer')),
  ];
};
