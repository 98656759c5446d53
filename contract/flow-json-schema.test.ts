import { expect, test } from 'vitest';
import { canonicalText } from './canonical.ts';
import { flowJsonSchema } from './flow-json-schema.ts';

test('the JSON Schema that ships is the one the code stands by; `npm run schema` writes it anew', async () => {
  await expect(canonicalText(flowJsonSchema())).toMatchFileSnapshot('../resources/flow.schema.json');
});

test('the schema asks only for what has no default', () => {
  expect(flowJsonSchema()['required']).toEqual(['format', 'version']);
});
