import type { GeneratedColumn } from './generated.ts';

/** Seconds of a day. */
export const secondsOfDay = 86_400;

/** Instants (seconds since 1970) as a column of dates without a zone. */
export const instants = (name: string, seconds: readonly number[]): GeneratedColumn => ({
  name,
  type: 'datetime',
  role: 'time',
  values: seconds.map((at) => new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ')),
});

/** 1 January of a year, in days since 1970. */
export const firstDayOf = (year: number): number => Date.UTC(year, 0, 1) / (secondsOfDay * 1000);

export interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** 1, Monday, to 7. */
  readonly weekday: number;
  /** 0 to 1 through the year. */
  readonly turn: number;
}

export const dayOf = (days: number): Day => {
  const date = new Date(days * secondsOfDay * 1000);
  const year = date.getUTCFullYear();
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: ((date.getUTCDay() + 6) % 7) + 1,
    turn: (days - firstDayOf(year)) / (firstDayOf(year + 1) - firstDayOf(year)),
  };
};
