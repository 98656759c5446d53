import { isoWeek, isoWeekday, monthLength, partsOf, timestampByForm, timestampFrom } from './dates.js';
import { md5Lower } from './md5.js';
import { compare, inRange, isFiniteValue, numberOf, Timestamp, textOf } from './values.js';

const arithmetic = (whole, real) => (a, b) => {
  if (typeof a === 'bigint' && typeof b === 'bigint') return whole(a, b);
  return real(numberOf(a), numberOf(b));
};

const real = (of) => (x) => of(numberOf(x));
const ofDate = (of) => (date) => BigInt(of(partsOf(date)));

const away = (x) => Math.sign(x) * Math.round(Math.abs(x));

const rounded = (x, digits) => {
  if (typeof x === 'bigint') return x;
  if (digits === undefined) return away(x);
  const scale = 10 ** Number(digits);
  const value = away(x * scale) / scale;
  return Number.isFinite(value) ? value : x;
};

// One character becomes one, as the engine has it: “ß” has no capital letter, and “Σ” is small the same everywhere.
const byCharacter = (change) => (text) =>
  Array.from(text, (character) => {
    const changed = change(character);
    return [...changed].length === 1 ? changed : character === 'İ' ? 'i' : character;
  }).join('');

const substring = (text, from, count) => {
  const characters = [...text];
  const start = Number(from) < 0 ? Math.max(0, characters.length + Number(from)) : Number(from) - 1;
  const end = count === undefined ? characters.length : start + Number(count);
  return characters.slice(Math.max(0, start), Math.max(0, end)).join('');
};

const pattern = (source, flags) => new RegExp(source, `u${flags}`);

// The engine writes \1 for what a regular expression has found, JavaScript $1.
const replacement = (text) => text.replace(/\$/g, '$$$$').replace(/\\(\d)/g, '$$$1');

const lastDay = (date) => {
  const { year, month } = partsOf(date);
  return timestampFrom({ year, month, date: monthLength(year, month) });
};

/** Functions that are missing where one of their values is. */
export const functions = {
  '+': arithmetic(
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  '-': (a, b) => {
    if (b === undefined) return -a;
    return typeof a === 'bigint' && typeof b === 'bigint' ? a - b : numberOf(a) - numberOf(b);
  },
  '*': arithmetic(
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  '/': (a, b) => numberOf(a) / numberOf(b),
  '%': arithmetic(
    (a, b) => (b === 0n ? null : a % b),
    (a, b) => a % b,
  ),
  '&': (a, b) => a & b,
  '>>': (a, b) => a >> b,
  '||': (a, b) => textOf(a) + textOf(b),
  pow: (a, b) => numberOf(a) ** numberOf(b),
  abs: (x) => (typeof x === 'bigint' ? (x < 0n ? -x : x) : Math.abs(x)),
  round: rounded,
  floor: real(Math.floor),
  ceil: real(Math.ceil),
  sign: real(Math.sign),
  sqrt: real(Math.sqrt),
  ln: real(Math.log),
  log10: real(Math.log10),
  exp: real(Math.exp),
  sin: real(Math.sin),
  cos: real(Math.cos),
  pi: () => Math.PI,
  isfinite: isFiniteValue,
  isnan: (x) => typeof x === 'number' && Number.isNaN(x),
  length: (text) => BigInt([...text].length),
  lower: byCharacter((character) => character.toLowerCase()),
  upper: byCharacter((character) => character.toUpperCase()),
  trim: (text) => text.replace(/^\p{Zs}+|\p{Zs}+$/gu, ''),
  contains: (text, part) => text.includes(part),
  starts_with: (text, part) => text.startsWith(part),
  ends_with: (text, part) => text.endsWith(part),
  replace: (text, from, to) => (from === '' ? text : text.replaceAll(from, () => to)),
  substring,
  chr: (code) => String.fromCodePoint(Number(code)),
  nfc_normalize: (text) => text.normalize('NFC'),
  regexp_replace: (text, source, by, flags = '') => text.replace(pattern(source, flags), replacement(by)),
  regexp_full_match: (text, source) => pattern(`^(?:${source})$`, 's').test(text),
  md5_number_lower: md5Lower,
  year: ofDate(({ year }) => year),
  quarter: ofDate(({ month }) => Math.ceil(month / 3)),
  month: ofDate(({ month }) => month),
  day: ofDate(({ date }) => date),
  week: ofDate(({ days }) => isoWeek(days)),
  isodow: ofDate(({ days }) => isoWeekday(days)),
  hour: ofDate(({ time }) => Math.floor(time / 3600000000)),
  minute: ofDate(({ time }) => Math.floor(time / 60000000) % 60),
  last_day: lastDay,
  epoch: ({ us }) => Number(us) / 1000000,
  epoch_us: ({ us }) => us,
  make_timestamp: (us) => (inRange(us) ? new Timestamp(us) : null),
  try_strptime: timestampByForm,
};

const extreme = (sign) => (values) => {
  let best = null;
  for (const value of values) if (value !== null && (best === null || sign * compare(value, best) > 0)) best = value;
  return best;
};

/** Functions that are told of missing values too. */
export const tolerant = {
  least: extreme(-1),
  greatest: extreme(1),
  coalesce: (values) => values.find((value) => value !== null) ?? null,
  nullif: ([value, other]) => (value !== null && other !== null && compare(value, other) === 0 ? null : value),
  concat: (values) =>
    values
      .filter((value) => value !== null)
      .map(textOf)
      .join(''),
  concat_ws: ([between, ...values]) =>
    between === null
      ? null
      : values
          .filter((value) => value !== null)
          .map(textOf)
          .join(between),
};
