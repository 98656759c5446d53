import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { isTest, sourceFiles } from './source-files.ts';

const files = sourceFiles();
const product = files.filter((file) => !isTest(file.path));
const lines = (text: string): number => text.split('\n').length - 1;
const listing = (found: readonly string[]): string => found.join('\n');

test('no file of the product is longer than 350 lines', () => {
  const long = product.filter((file) => lines(file.text) > 350).map((file) => `${file.path}: ${lines(file.text)}`);
  expect(listing(long)).toBe('');
});

test('the median file of the product has at most 100 lines', () => {
  const sorted = product.map((file) => lines(file.text)).sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(100);
});

test('files are named in kebab-case and by what they hold', () => {
  const odd = files
    .map((file) => file.path)
    .filter((path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|spec|config|d))?\.tsx?$/.test(basename(path)));
  const drawers = files
    .map((file) => file.path)
    .filter((path) => /(^|\/)(utils?|helpers?|common|misc|.*-(manager|service))(\/|\.tsx?$)/.test(path));
  expect(listing([...odd, ...drawers])).toBe('');
});

test('only nodes and configurations have a default export', () => {
  const offenders = product
    .filter((file) => /(^|\n)export default /.test(file.text))
    .map((file) => file.path)
    .filter((path) => !/^nodes\/[^/]+\/[^/]+\/node\.ts$/.test(path) && !path.endsWith('.config.ts'));
  expect(listing(offenders)).toBe('');
});

test('the types have no holes', () => {
  const offenders = product
    .filter((file) => /:\s*any\b|\bas any\b|@ts-(ignore|nocheck|expect-error)/.test(file.text))
    .map((file) => file.path);
  expect(listing(offenders)).toBe('');
});

test('lint rules are switched off in three places at most, each with its reason', () => {
  const places = product.flatMap((file) =>
    [...file.text.matchAll(/biome-ignore(?:-all)? \S+: .{20,}/g)].map(() => file.path),
  );
  const all = product.flatMap((file) => [...file.text.matchAll(/biome-ignore/g)]);
  expect(all.length).toBe(places.length);
  expect(places.length).toBeLessThanOrEqual(3);
});

test('nothing is left open or switched off', () => {
  const mark = new RegExp(['TO', 'DO|FIX', 'ME|XX', 'X'].join(''));
  const offenders = files
    .filter(
      (file) =>
        new RegExp(`\\b(${mark.source})\\b`).test(file.text) || /\b(test|it|describe)\.(only|todo)\(/.test(file.text),
    )
    .map((file) => file.path);
  expect(listing(offenders)).toBe('');
});
