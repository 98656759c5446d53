import { functions, tolerant } from './functions.js';
import { termsFeature } from './texts.js';
import { cast, compare, tryCast } from './values.js';

const comparisons = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const negated = (value) => (value === null ? null : !value);

const isMember = (value, items) => {
  if (value === null) return null;
  if (items.some((item) => item !== null && compare(value, item) === 0)) return true;
  return items.includes(null) ? null : false;
};

const chosen = (parts, row) => {
  for (let at = 0; at + 1 < parts.length; at += 2) if (parts[at](row) === true) return parts[at + 1](row);
  return parts.at(-1)(row);
};

/** Three-valued: whatever `decides` settles it, else a missing value leaves it open. */
const joined = (decides) => (values) => {
  if (values.includes(decides)) return decides;
  return values.includes(null) ? null : !decides;
};
const all = joined(false);
const any = joined(true);

const call = (name, parts) => {
  const known = tolerant[name];
  if (known) return (row) => known(parts.map((part) => part(row)));
  const strict = functions[name];
  return (row) => {
    const values = parts.map((part) => part(row));
    return values.includes(null) ? null : strict(...values);
  };
};

const between = ([of, low, high], row) => {
  const [value, least, most] = [of(row), low(row), high(row)];
  return all([
    value === null || least === null ? null : compare(value, least) >= 0,
    value === null || most === null ? null : compare(value, most) <= 0,
  ]);
};

const compared =
  (test, [left, right]) =>
  (row) => {
    const [a, b] = [left(row), right(row)];
    return a === null || b === null ? null : test(compare(a, b));
  };

const made = {
  'is-null':
    ([of]) =>
    (row) =>
      of(row) === null,
  not:
    ([of]) =>
    (row) =>
      negated(of(row)),
  and: (parts) => (row) => all(parts.map((part) => part(row))),
  or: (parts) => (row) => any(parts.map((part) => part(row))),
  in:
    ([of, ...items]) =>
    (row) =>
      isMember(
        of(row),
        items.map((item) => item(row)),
      ),
  between: (parts) => (row) => between(parts, row),
  case: (parts) => (row) => chosen(parts, row),
};

const lookup = (table, column, key) => {
  const known = new Map(table.keys.map((name, at) => [name, at]));
  const values = table.columns[column];
  return (row) => {
    const place = known.get(key(row));
    return place === undefined ? null : values[place];
  };
};

/** An expression as a function of a row; `tables` are what expressions look values up in. */
export const compile = (expression, tables) => {
  const [op, ...parts] = expression;
  const below = (part) => compile(part, tables);
  switch (op) {
    case 'col':
      return (row) => row.get(parts[0]) ?? null;
    case 'null':
      return () => null;
    case 'whole': {
      const value = BigInt(parts[0]);
      return () => value;
    }
    case 'value':
      return () => parts[0];
    case 'cast':
    case 'try': {
      const of = below(parts[1]);
      const change = op === 'cast' ? cast : tryCast;
      return (row) => change(parts[0], of(row));
    }
    case 'call':
      return call(parts[0], parts.slice(1).map(below));
    case 'lookup':
      return lookup(tables[parts[0]], parts[1], below(parts[2]));
    case 'terms':
      return termsFeature(tables[parts[0]], parts[1], below(parts[2]));
    default:
      return comparisons[op] ? compared(comparisons[op], parts.map(below)) : made[op](parts.map(below));
  }
};
