// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import type { Json } from '../../../contract/json.ts';
import { ChoicesControl } from './choices-control.tsx';
import { columnInExpression, ExpressionControl } from './expression-control.tsx';

afterEach(cleanup);

const seen: (Json | undefined)[] = [];
const around = (Control: typeof ChoicesControl, start: Json, schema: object) => {
  const Drawn = () => {
    const [value, setValue] = useState<Json | undefined>(start);
    seen.unshift(value);
    return (
      <Control
        id="it"
        label="It"
        schema={schema}
        value={value}
        invalid={false}
        columns={[{ name: 'unit price', type: 'number', role: 'feature' }]}
        node="n"
        onChange={setValue}
      />
    );
  };
  render(<Drawn />);
};

test('any of a few choices can be ticked, and they stay in order', () => {
  around(ChoicesControl, ['month'], { type: 'array', items: { enum: ['year', 'month', 'day'] } });
  fireEvent.click(screen.getByLabelText('year'));
  expect(seen[0]).toEqual(['year', 'month']);
  fireEvent.click(screen.getByLabelText('month'));
  expect(seen[0]).toEqual(['year']);
});

test('a column is put into a formula where the cursor stands, quoted where it has to be', () => {
  around(ExpressionControl, '2 *  + 1', { type: 'string' });
  const area = screen.getByLabelText<HTMLTextAreaElement>('It');
  area.setSelectionRange(4, 4);
  fireEvent.click(screen.getByText('unit price'));
  expect(seen[0]).toBe('2 * `unit price` + 1');
  expect(['price', 'größe_2', 'In', 'a`b'].map(columnInExpression)).toEqual(['price', 'größe_2', '`In`', '`a``b`']);
});
