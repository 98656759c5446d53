import { expect, test } from 'vitest';
import { isSingle, withInk } from '../../../contract/figure-spec.ts';
import { figureTables } from './figure-spec.ts';

test('the data of a figure become a table, cells that a row lacks stay empty', () => {
  const spec = {
    mark: 'bar',
    data: {
      values: [
        { x: 'a', y: 1 },
        { x: 'b', z: true },
      ],
    },
  };
  expect(figureTables(spec, 'Bars')).toEqual([
    {
      title: 'Bars',
      columns: ['x', 'y', 'z'],
      rows: [
        ['a', 1, null],
        ['b', null, 'true'],
      ],
    },
  ]);
});

test('data inside layers and named data sets are found too', () => {
  const spec = { datasets: { one: [{ a: 1 }] }, layer: [{ data: { values: [{ b: 2 }] } }, { data: { name: 'one' } }] };
  expect(figureTables(spec, 'T').map(({ columns }) => columns)).toEqual([['a'], ['b']]);
});

test('black stands for the colour of text, but never in the data', () => {
  const spec = {
    data: { values: [{ colour: 'black' }] },
    encoding: { color: { condition: { value: 'white' }, value: 'black' } },
  };
  expect(withInk(spec, '#eee')).toEqual({
    ...spec,
    encoding: { color: { condition: { value: 'white' }, value: '#eee' } },
  });
});

test('only a single drawing is fitted to its place', () => {
  expect(isSingle({ mark: 'bar', encoding: { x: { field: 'a' } } })).toBe(true);
  expect(isSingle({ layer: [] })).toBe(true);
  expect(isSingle({ mark: 'bar', encoding: { column: { field: 'a' } } })).toBe(false);
  expect(isSingle({ hconcat: [] })).toBe(false);
});
