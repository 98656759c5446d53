import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { catalogueEntry } from '../../contract/catalogue.ts';
import { readFlowValue } from '../../contract/flow-file.ts';
import type { JsonObject } from '../../contract/json.ts';
import { families } from '../../contract/node.ts';
import { nodeExamples, nodes } from '../../nodes/index.ts';

const all = Object.entries(nodes);
const root = resolve(import.meta.dirname, '../..');
const windowIcons = [
  ...readFileSync(resolve(root, 'renderer/shell/node-icons.ts'), 'utf8').matchAll(/^ {2}'?([a-z0-9-]+)'?: [A-Z]/gm),
].map(([, name]) => name);

const propertiesOf = (params: JsonObject): [string, JsonObject][] =>
  Object.entries((params['properties'] ?? {}) as Record<string, JsonObject>);

test('there are nodes of every family', () => {
  expect(new Set(all.map(([type]) => type.split('.')[0]))).toEqual(new Set(families));
});

test.each(all)('%s: its type is its folder', (type) => {
  const [family = '', name = ''] = type.split('.');
  expect(existsSync(resolve(root, 'nodes', family, name, 'node.ts'))).toBe(true);
  expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});

test.each(all)('%s: it says what it is', (_, node) => {
  expect(node.title).toMatch(/^[A-Z]/);
  expect(node.description).toMatch(/^[A-Z].*[^.]$/);
  expect(node.keywords.length).toBeGreaterThan(0);
  if (node.icon) expect(windowIcons, 'icons that the window has').toContain(node.icon);
  for (const told of node.telling ?? []) expect(Object.keys(node.params.shape)).toContain(told);
});

test.each(all)('%s: every setting explains itself', (type, node) => {
  for (const [name, property] of propertiesOf(catalogueEntry(type, node).params)) {
    expect(property['title'], name).toMatch(/^\S/);
    expect(property['description'], name).toMatch(/\.$/);
  }
});

test.each(all)('%s: its defaults are settings, and survive JSON', (type, node) => {
  const parsed = node.params.parse({});
  expect(JSON.parse(JSON.stringify(parsed))).toEqual(parsed);
  expect(node.params.parse(parsed)).toEqual(parsed);
  expect(node.params.parse(catalogueEntry(type, node).defaults)).toEqual(parsed);
});

test.each(all)('%s: what a setting is shown only for is a setting with such values', (type, node) => {
  const properties = new Map(propertiesOf(catalogueEntry(type, node).params));
  for (const [name, property] of properties)
    for (const [other, values] of Object.entries((property['when'] ?? {}) as Record<string, readonly unknown[]>)) {
      const choices = properties.get(other)?.['enum'];
      if (Array.isArray(choices)) expect(choices, `${name} when ${other}`).toEqual(expect.arrayContaining([...values]));
      else expect(properties.has(other), `${name} when ${other}`).toBe(true);
    }
});

test.each(all)('%s: there is a step from every older version', (_, node) => {
  expect(node.version).toBeGreaterThanOrEqual(1);
  for (let version = 1; version < node.version; version++) expect(node.migrate?.[version]).toBeTypeOf('function');
});

test.each(all)('%s: its example is a flow with the node in it, and known ones only', (type) => {
  const example = nodeExamples[type];
  expect(example).toBeDefined();
  const { flow, problems } = readFlowValue(example);
  expect(problems).toEqual([]);
  const types = Object.values(flow?.nodes ?? {}).map((node) => node.type);
  expect(types).toContain(type);
  for (const used of types) expect(Object.keys(nodes)).toContain(used);
});
