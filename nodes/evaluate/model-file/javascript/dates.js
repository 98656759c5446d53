import { Timestamp } from './values.js';

const day = 86400000000n;
const endless = 9223372036854775807n;

const floorDivide = (a, b) => (a % b < 0n ? a / b - 1n : a / b);

// Days and dates: Howard Hinnant, chrono-compatible low-level date algorithms.
const daysFromCivil = (year, month, date) => {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468;
};

const civilFromDays = (days) => {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, date: doy - Math.floor((153 * mp + 2) / 5) + 1 };
};

const leap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export const monthLength = (year, month) =>
  [31, leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];

const two = (value) => String(value).padStart(2, '0');

/** Year, month, date, days since 1970 and microseconds of the day. */
export const partsOf = ({ us }) => {
  const days = floorDivide(us, day);
  return { ...civilFromDays(Number(days)), days: Number(days), time: Number(us - days * day) };
};

export const isoWeekday = (days) => ((((days + 3) % 7) + 7) % 7) + 1;

/** The week that the Thursday of a day's week is in. */
export const isoWeek = (days) => {
  const thursday = days + 4 - isoWeekday(days);
  const first = daysFromCivil(civilFromDays(thursday).year, 1, 1);
  return Math.floor((thursday - first) / 7) + 1;
};

export const timestampText = (value) => {
  if (value.us === endless) return 'infinity';
  if (value.us === -endless) return '-infinity';
  const { year, month, date, time } = partsOf(value);
  const seconds = Math.floor(time / 1000000);
  const rest = time % 1000000;
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(6, '0').replace(/0+$/, '')}`;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(date)} ${clock}${fraction}`;
};

/** Undefined parts are the first ones there are; null where the calendar or the clock has no such. */
export const timestampFrom = ({ year = 1900, month = 1, date = 1, hour = 0, minute = 0, second = 0, micro = 0 }) => {
  if (month < 1 || month > 12 || date < 1 || date > monthLength(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const time = BigInt((hour * 60 + minute) * 60 + second) * 1000000n + BigInt(micro);
  return new Timestamp(BigInt(daysFromCivil(year, month, date)) * day + time);
};

const form =
  /^(\d{1,6})([-/ ])(\d{1,2})\2(\d{1,2})(?:[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d*))?)?)?\s*(?:(Z|UTC)|([+-])(\d{2})(?::?(\d{2}))?)?$/i;

export const timestampOf = (text) => {
  const trimmed = text.trim();
  if (/^infinity$/i.test(trimmed)) return new Timestamp(endless);
  if (/^-infinity$/i.test(trimmed)) return new Timestamp(-endless);
  const found = form.exec(trimmed);
  if (!found) return null;
  const [, year, , month, date, hour = '0', minute = '0', second = '0', fraction = ''] = found;
  const made = timestampFrom({
    ...{ year: Number(year), month: Number(month), date: Number(date) },
    ...{ hour: Number(hour), minute: Number(minute), second: Number(second) },
    micro: Number(fraction.slice(0, 6).padEnd(6, '0')),
  });
  if (made === null || found[10] === undefined) return made;
  const away = BigInt(Number(found[11]) * 60 + Number(found[12] ?? 0)) * 60000000n;
  return new Timestamp(found[10] === '+' ? made.us - away : made.us + away);
};

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthNames = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september'];
const allMonths = [...monthNames, 'october', 'november', 'december'];

const fields = {
  Y: [/^-?\d{1,4}/, (text) => ({ year: Number(text) })],
  y: [/^\d{1,2}/, (text) => ({ year: Number(text) + (Number(text) < 69 ? 2000 : 1900) })],
  m: [/^\d{1,2}/, (text) => ({ month: Number(text) })],
  d: [/^\d{1,2}/, (text) => ({ date: Number(text) })],
  e: [/^\d{1,2}/, (text) => ({ date: Number(text) })],
  H: [/^\d{1,2}/, (text) => ({ hour: Number(text) })],
  I: [/^\d{1,2}/, (text) => ({ half: Number(text) })],
  M: [/^\d{1,2}/, (text) => ({ minute: Number(text) })],
  S: [/^\d{1,2}/, (text) => ({ second: Number(text) })],
  f: [/^\d{1,6}/, (text) => ({ micro: Number(text.padEnd(6, '0')) })],
  p: [/^[ap]m/i, (text) => ({ after: text.toLowerCase() === 'pm' })],
  b: [/^[a-z]{3}/i, (text) => ({ month: months.indexOf(text.toLowerCase()) + 1 })],
  B: [/^[a-z]+/i, (text) => ({ month: allMonths.indexOf(text.toLowerCase()) + 1 })],
  j: [/^\d{1,3}/, (text) => ({ ordinal: Number(text) })],
};

const readForm = (text, pattern) => {
  let rest = text;
  let found = {};
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] !== '%') {
      if (rest[0] !== pattern[at]) return null;
      rest = rest.slice(1);
      continue;
    }
    at++;
    const [shape, read] = fields[pattern[at]] ?? [];
    const part = shape?.exec(rest)?.[0];
    if (part === undefined) return null;
    found = { ...found, ...read(part) };
    rest = rest.slice(part.length);
  }
  return rest.trim() === '' ? found : null;
};

/** A text read by a form such as %d.%m.%Y. */
export const timestampByForm = (text, pattern) => {
  const found = readForm(text.trim(), pattern);
  if (found === null || (found.half !== undefined && (found.half < 1 || found.half > 12))) return null;
  const { half, after, ordinal, ...parts } = found;
  const hour = half === undefined ? parts.hour : (half % 12) + (after ? 12 : 0);
  if (ordinal === undefined) return timestampFrom({ ...parts, hour });
  const made = timestampFrom({ ...parts, hour, month: 1, date: 1 });
  const length = leap(parts.year ?? 1900) ? 366 : 365;
  return made === null || ordinal < 1 || ordinal > length ? null : new Timestamp(made.us + BigInt(ordinal - 1) * day);
};
