/** What a line says, before anybody knows which columns there are. */
export interface Condition {
  readonly line: string;
  readonly negated: boolean;
  /** Undefined where the line is about the whole row. */
  readonly column: string | undefined;
  readonly operator: Operator;
  /** Texts as they were written, without their quotes. */
  readonly values: readonly string[];
}

export type Operator = (typeof comparisons)[number] | (typeof wordOperators)[number];

const comparisons = ['>=', '<=', '!=', '==', '=', '>', '<'] as const;
const wordOperators = [
  'is not missing',
  'is missing',
  'is empty',
  'not in',
  'in',
  'between',
  'within last',
  'matches',
  'contains',
  'starts with',
  'ends with',
] as const;

const spaced = (words: readonly string[]): string => words.map((word) => word.replaceAll(' ', '\\s+')).join('|');

/** The first operator behind the column counts, so a value may hold operators as it likes. */
const shape = new RegExp(
  `^(not\\s+)?(?:"((?:[^"]|"")+)"|(.+?))\\s*(?:(${comparisons.join('|')})|(?<=[\\s"])(${spaced(wordOperators)})(?![^\\s(]))\\s*(.*)$`,
  'isu',
);

/** Takes a line apart; answers what is wrong with it as a text. */
export const parseCondition = (line: string): Condition | string => {
  const found = shape.exec(line.trim());
  if (!found) return 'a column, an operator and a value are expected, for instance age >= 18';
  const [, not, quoted, bare, symbol, word, rest = ''] = found;
  const operator = (symbol ?? (word ?? '').toLowerCase().replace(/\s+/g, ' ')) as Operator;
  const column = quoted?.replaceAll('""', '"') ?? (bare ?? '').trim();
  const base = { line: line.trim(), negated: not !== undefined, operator };
  switch (operator) {
    case 'is empty':
      if (quoted !== undefined || column.toLowerCase() !== 'row' || rest !== '')
        return 'only a row can be empty; write “is missing” for a column';
      return { ...base, column: undefined, values: [] };
    case 'is missing':
    case 'is not missing':
      return rest === '' ? { ...base, column, values: [] } : `nothing may follow “${operator}”`;
    case 'in':
    case 'not in':
      return withList({ ...base, column }, rest);
    case 'between':
      return withBounds({ ...base, column }, rest);
    case 'matches':
      return rest === '' ? 'a regular expression is missing' : { ...base, column, values: [rest] };
    default: {
      const [value, ...more] = splitValues(rest, undefined);
      return value !== undefined && value !== '' && more.length === 0
        ? { ...base, column, values: [value] }
        : 'a value is missing';
    }
  }
};

type Begun = Omit<Condition, 'values'>;

const withList = (begun: Begun, rest: string): Condition | string => {
  const inner = /^\((.*)\)$/s.exec(rest)?.[1];
  if (inner === undefined) return 'the values must stand in parentheses, for instance in (Rome, Paris)';
  const values = splitValues(inner, ',');
  return values.some((value) => value !== '') ? { ...begun, values } : 'the list has no values';
};

const withBounds = (begun: Begun, rest: string): Condition | string => {
  const bounds = rest.split(/\s+and\s+/iu).map((bound) => splitValues(bound, undefined)[0] ?? '');
  return bounds.length === 2 && bounds.every((bound) => bound !== '')
    ? { ...begun, values: bounds }
    : 'two bounds are expected, for instance between 1 and 5';
};

/** Values between separators, each with its quotes taken off; a quoted one may hold the separator. */
const splitValues = (text: string, separator: string | undefined): readonly string[] => {
  const pieces = text.match(separator ? /(?:"(?:[^"]|"")*"|[^",])+|(?<=,)(?=,|$)/gsu : /^.+$/gsu) ?? [];
  return pieces.map((piece) => {
    const trimmed = piece.trim();
    return /^"(?:[^"]|"")*"$/su.test(trimmed) ? trimmed.slice(1, -1).replaceAll('""', '"') : trimmed;
  });
};
