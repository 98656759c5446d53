import { expect, test } from 'vitest';
import { z } from 'zod';
import type { JsonObject } from '../../contract/json.ts';
import { param } from '../../contract/params.ts';
import { testCatalogue } from '../testing/entries.ts';
import { fieldKind, fieldsOf, initialValue, labelOf, type ParamSchema } from './schema.ts';

const about = { title: 'T', description: 'D' };

const schemaOf = (type: z.ZodType): ParamSchema => z.toJSONSchema(type, { io: 'input' }) as unknown as ParamSchema;

const kindOf = (type: z.ZodType): string => fieldKind(schemaOf(type));

test('every kind of setting gets the control that is for it', () => {
  expect(kindOf(z.number().default(1))).toBe('number');
  expect(kindOf(z.int().nullable().default(null))).toBe('number');
  expect(kindOf(param(z.number().min(0).max(1), { ...about, widget: 'slider' }))).toBe('slider');
  expect(kindOf(param(z.number().min(0), { ...about, widget: 'slider' }))).toBe('number');
  expect(kindOf(z.enum(['a', 'b']))).toBe('select');
  expect(kindOf(z.union([z.literal('auto'), z.literal(3)]))).toBe('select');
  expect(kindOf(z.union([z.number(), z.literal('auto')]))).toBe('choice-or-number');
  expect(kindOf(z.boolean())).toBe('switch');
  expect(kindOf(z.string())).toBe('text');
  expect(kindOf(z.array(z.string()))).toBe('texts');
  expect(kindOf(z.array(z.int()))).toBe('numbers');
  expect(kindOf(z.array(z.enum(['a', 'b'])))).toBe('choices');
  expect(kindOf(param(z.string(), { ...about, widget: 'expression' }))).toBe('expression');
  expect(kindOf(z.array(z.object({ a: z.string() })))).toBe('items');
  expect(kindOf(param(z.array(z.string()), { ...about, widget: 'columns' }))).toBe('columns');
  expect(kindOf(param(z.string(), { ...about, widget: 'column' }))).toBe('column');
  expect(kindOf(param(z.string(), { ...about, widget: 'save-file' }))).toBe('file');
  expect(kindOf(param(z.record(z.string(), z.enum(['x'])), { ...about, widget: 'column-roles' }))).toBe('by-column');
  expect(kindOf(z.object({ a: z.string() }))).toBe('json');
});

test('a list of alternatives that a property tells apart is drawn as items', () => {
  const rule = z.discriminatedUnion('rule', [
    z.object({ rule: z.literal('required'), column: z.string() }),
    z.object({ rule: z.literal('range'), low: z.number() }),
  ]);
  expect(kindOf(z.array(rule))).toBe('items');
  expect(initialValue(schemaOf(rule))).toEqual({ rule: 'required', column: '' });
});

const [first] = testCatalogue;
const params = z.object({
  method: param(z.enum(['mean', 'constant']).default('mean'), about),
  value: param(z.number().default(0), { ...about, when: { method: ['constant'] } }),
});

test('a setting that does not matter now is not shown', () => {
  if (!first) throw new Error('empty catalogue');
  const entry = {
    ...first,
    params: z.toJSONSchema(params, { io: 'input' }) as unknown as JsonObject,
    defaults: { method: 'mean', value: 0 },
  };
  expect(fieldsOf(entry, {}).map(({ name }) => name)).toEqual(['method']);
  const shown = fieldsOf(entry, { method: 'constant' });
  expect(shown.map(({ name, changed }) => [name, changed])).toEqual([
    ['method', true],
    ['value', false],
  ]);
});

test('a name without a title is turned into words', () => {
  expect(labelOf('maxDepth', {})).toBe('Max depth');
  expect(labelOf('x', { title: 'Given' })).toBe('Given');
});
