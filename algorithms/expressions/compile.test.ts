import { describe, expect, test } from 'vitest';
import type { Column, ColumnType } from '../../contract/column.ts';
import { compileExpression, faultText } from './compile.ts';
import { nearestName } from './nearest.ts';

const columnOf = (name: string, type: ColumnType): Column => ({ name, type, role: 'feature' });
const columns = [
  columnOf('a', 'number'),
  columnOf('b', 'integer'),
  columnOf('name', 'text'),
  columnOf('ok', 'boolean'),
  columnOf('day', 'datetime'),
];

describe('what is refused, and where', () => {
  test.each([
    ['', 1, 'it is empty'],
    ['a +', 4, 'the expression ends'],
    ['a b', 3, '“b” stands'],
    ['unit_prise + 1', 1, 'there is no column “unit_prise”'],
    ['nme', 1, 'did you mean “name”?'],
    ['1 + rond(a)', 5, 'did you mean “round”?'],
    ['round()', 1, 'write round(x) or round(x, digits)'],
    ['round(a, b)', 10, 'whole number from 0 to 15'],
    ['a + name', 3, 'concat'],
    ['a * ok', 5, 'needs a number'],
    ['a and ok', 1, 'needs true or false'],
    ["a = 'x'", 5, 'a text cannot stand beside a number'],
    ['day - day', 5, 'days_between'],
    ["day > '2024-02-31'", 7, 'is no date'],
    ['2024-13-01', 1, 'is no date'],
    ['a = missing', 3, 'is missing'],
    ['ok < true', 1, 'cannot compare'],
    ['if(ok, 1)', 1, 'write if(condition, value, otherwise)'],
    ['if(ok, 1, ok, 2)', 15, 'has no value for otherwise'],
    ["if(ok, 1, 'x')", 11, 'must be of one type'],
    ['if(a, 1, 2)', 4, 'needs true or false'],
    ['missing', 1, 'missing in every row'],
    ["name = 'x", 8, 'no closing quote'],
    ['`unit price', 1, 'no closing backquote'],
    ['a; DROP TABLE x', 2, '“;” means nothing here'],
    ['read_text(name)', 1, 'there is no function “read_text”'],
    ['constructor(a)', 1, 'there is no function'],
    ['toString', 1, 'there is no column'],
    ["date(name, '%d%Q')", 12, 'form of a date'],
    ['1e999', 1, 'too large a number'],
    ['a in ()', 3, 'the list is empty'],
  ])('%s', (source, character, reason) => {
    const result = compileExpression(source, columns);
    const text = 'fault' in result ? faultText(result.fault) : 'none';
    expect(text).toContain(reason);
    expect(text).toContain(`at character ${character},`);
  });

  test('what is too long, too deep, too chained or too large', () => {
    const refused = (source: string): string => {
      const result = compileExpression(source, columns);
      return 'fault' in result ? result.fault.reason : 'none';
    };
    expect(refused('a'.repeat(5000))).toContain('longer than 4000');
    expect(refused(`${'('.repeat(100)}a${')'.repeat(100)}`)).toContain('more than 60 deep');
    expect(refused(`a${'+a'.repeat(300)}`)).toContain('more than 200 operations');
    expect(refused(`${'sqrt('.repeat(40)}a${')'.repeat(40)}`)).toContain('too much is nested');
  });
});

test('a name is near where few letters differ', () => {
  expect(nearestName('Pirce', ['colour', 'price'])).toBe('price');
  expect(nearestName('xyz', ['colour', 'price'])).toBeUndefined();
});
