// Values of a row: null where missing, true and false, BigInt for whole numbers, Number, text, Timestamp.
import { timestampOf, timestampText } from './dates.js';

export class Timestamp {
  /** Microseconds since 1970, without a zone. */
  constructor(us) {
    this.us = us;
  }
}

const mostWhole = 9223372036854775807n;
const float = new Float64Array(1);

export const inRange = (whole) => whole >= -mostWhole - 1n && whole <= mostWhole;

export const isFiniteValue = (value) =>
  value instanceof Timestamp ? value.us !== mostWhole && value.us !== -mostWhole : Number.isFinite(Number(value));

export const numberOf = (value) => (typeof value === 'number' ? value : Number(value));

const signed = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const notFinite = /^([+-]?)(inf|infinity|nan)$/i;

const numberFromText = (text) => {
  const trimmed = text.trim();
  if (signed.test(trimmed)) {
    const value = Number(trimmed);
    return Number.isFinite(value) ? value : null;
  }
  const [, sign, word] = notFinite.exec(trimmed) ?? [];
  if (word === undefined) return null;
  if (word.toLowerCase() === 'nan') return Number.NaN;
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
};

const wholeFromNumber = (value) => {
  if (!Number.isFinite(value)) return null;
  const below = Math.floor(value);
  const rest = value - below;
  const up = rest > 0.5 || (rest === 0.5 && below % 2 !== 0);
  return BigInt(up ? below + 1 : below);
};

const wholeFromText = (text) => {
  const trimmed = text.trim();
  if (/^[+-]?\d+$/.test(trimmed)) return BigInt(trimmed.replace(/^\+/, ''));
  const [, sign, whole, tenth] = /^([+-]?)(\d*)\.(\d)?\d*$/.exec(trimmed) ?? [];
  if (whole !== undefined && (whole !== '' || tenth !== undefined)) {
    const size = BigInt(whole || '0') + (Number(tenth ?? 0) >= 5 ? 1n : 0n);
    return sign === '-' ? -size : size;
  }
  const value = signed.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isFinite(value) ? BigInt(Math.sign(value) * Math.round(Math.abs(value))) : null;
};

const truthFromText = (text) => {
  const word = text.trim().toLowerCase();
  if (['true', 't', '1', 'yes', 'y'].includes(word)) return true;
  return ['false', 'f', '0', 'no', 'n'].includes(word) ? false : null;
};

/** A number as the engine writes it: the fewest digits that read back as the same number, and always a point or an exponent. */
export const numberText = (value) => {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const [digits, power = '0'] = Math.abs(value).toExponential().split('e');
  const exponent = Number(power);
  const sign = value < 0 ? '-' : '';
  if (value !== 0 && (exponent < -4 || exponent >= 16))
    return `${sign}${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  const plain = digits.replace('.', '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${plain}`;
  const padded = plain.padEnd(exponent + 1, '0');
  return `${sign}${padded.slice(0, exponent + 1)}.${padded.slice(exponent + 1) || '0'}`;
};

export const textOf = (value) => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  return value instanceof Timestamp ? timestampText(value) : String(value);
};

const toWhole = (value) => {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number') return wholeFromNumber(value);
  return typeof value === 'string' ? wholeFromText(value) : null;
};

const inside = (whole) => (whole !== null && inRange(whole) ? whole : null);

const toNumber = (value) => {
  if (value instanceof Timestamp) return null;
  return typeof value === 'string' ? numberFromText(value) : Number(value);
};

const toFloat = (value) => {
  const number = toNumber(value);
  float[0] = number === null ? Number.NaN : Math.fround(number);
  return number === null || (Number.isFinite(number) && !Number.isFinite(float[0])) ? null : float[0];
};

const casts = {
  DOUBLE: toNumber,
  FLOAT: toFloat,
  BIGINT: (value) => inside(toWhole(value)),
  INTEGER: (value) => inside(toWhole(value)),
  HUGEINT: toWhole,
  BOOLEAN: (value) => {
    if (typeof value === 'boolean') return value;
    if (value instanceof Timestamp) return null;
    return typeof value === 'string' ? truthFromText(value) : Number(value) !== 0;
  },
  VARCHAR: textOf,
  TIMESTAMP: (value) => {
    if (value instanceof Timestamp) return value;
    return typeof value === 'string' ? timestampOf(value) : null;
  },
};

/** The value under another type; null where it can't be. */
export const tryCast = (type, value) => (value === null ? null : casts[type](value));

export const cast = (type, value) => {
  const made = tryCast(type, value);
  if (made === null && value !== null) throw new Error(`${textOf(value)} can't be read as ${type}`);
  return made;
};

const rank = (text) => Array.from(text, (character) => character.codePointAt(0));

const compareTexts = (a, b) => {
  if (a === b) return 0;
  const [left, right] = [rank(a), rank(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at++)
    if (left[at] !== right[at]) return left[at] - right[at];
  return left.length - right.length;
};

/** Below 0, 0 or above, for two values that are there; NaN is equal to itself and larger than all else. */
export const compare = (a, b) => {
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  const [left, right] = [a, b].map((value) => (value instanceof Timestamp ? value.us : value));
  const nans = [left, right].map((value) => typeof value === 'number' && Number.isNaN(value));
  if (nans[0] || nans[1]) return Number(nans[0]) - Number(nans[1]);
  if (left < right) return -1;
  return left > right ? 1 : 0;
};
