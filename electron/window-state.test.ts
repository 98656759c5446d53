import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { flowsNamed } from './file-association.ts';
import { readWindowState, writeWindowState } from './window-state.ts';

const file = join(mkdtempSync(join(tmpdir(), 'millrace-window-')), 'deep', 'window.json');
const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const usual = { width: 1440, height: 900, maximized: false };

test('the first window has the usual size, and later ones the last', () => {
  expect(readWindowState(file, screens)).toEqual(usual);
  writeWindowState(file, { x: 10, y: 20, width: 1200, height: 800, maximized: true });
  expect(readWindowState(file, screens)).toEqual({ x: 10, y: 20, width: 1200, height: 800, maximized: true });
});

test('a place on a screen that is gone is forgotten, the size is kept', () => {
  writeWindowState(file, { x: 4000, y: 20, width: 1200, height: 800, maximized: false });
  expect(readWindowState(file, screens)).toMatchObject({ x: undefined, y: undefined, width: 1200 });
});

test('a damaged or absurd memory is ignored', () => {
  writeFileSync(file, '{ "width": 3');
  expect(readWindowState(file, screens)).toEqual(usual);
  writeFileSync(file, '{ "width": 3, "height": 3, "maximized": false }');
  expect(readWindowState(file, screens)).toEqual(usual);
});

test('flow files are found among the words of a command line', () => {
  const words = ['/usr/bin/millrace', '--no-sandbox', 'a.flow.json', '/b/C.FLOW.JSON', '--x=y.flow.json', 'notes.txt'];
  expect(flowsNamed(words, '/flows')).toEqual(['/flows/a.flow.json', '/b/C.FLOW.JSON']);
});
