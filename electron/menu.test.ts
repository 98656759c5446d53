import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { type MenuParts, menuTemplate } from './menu.ts';

const asked: string[] = [];
const parts: MenuParts = {
  command: (id, argument) => asked.push(argument === undefined ? id : `${id} ${argument}`),
  recent: [
    { path: '/flows/a & b.flow.json', name: 'a & b', missing: false },
    { path: '/flows/gone.flow.json', name: 'gone', missing: true },
  ],
  mac: false,
};

const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);

const click = (item: MenuItemConstructorOptions | undefined): void => {
  (item?.click as (() => void) | undefined)?.();
};

test('every item with a command runs the command it is named after', () => {
  const items = flat(menuTemplate(parts)).filter((item) => item.id && item.click && !item.id.startsWith('file.recent'));
  expect(items.length).toBeGreaterThan(15);
  for (const item of items) {
    asked.length = 0;
    click(item);
    expect(asked).toEqual([item.id]);
  }
});

test('keys are shown but left to the window, so that undo in a text field stays undo of text', () => {
  const items = flat(menuTemplate(parts)).filter((item) => item.accelerator);
  expect(items.length).toBeGreaterThan(10);
  expect(items.filter((item) => item.registerAccelerator !== false)).toEqual([]);
});

test('no two items have the same id', () => {
  const ids = flat(menuTemplate(parts)).flatMap((item) => item.id ?? []);
  expect(ids).toEqual([...new Set(ids)]);
});

test('recent flows open by their path, and a missing one cannot be chosen', () => {
  const items = flat(menuTemplate(parts)).filter((item) => item.id?.startsWith('file.recent '));
  asked.length = 0;
  click(items[0]);
  expect(asked).toEqual(['file.open /flows/a & b.flow.json']);
  expect(items.map((item) => item.enabled)).toEqual([true, false]);
  expect(items[0]?.label).toBe('a && b — /flows/a && b.flow.json');
});

test('without recent flows the menu says so', () => {
  const items = flat(menuTemplate({ ...parts, recent: [] }));
  expect(items.find((item) => item.label === 'No recent flows')?.enabled).toBe(false);
});
