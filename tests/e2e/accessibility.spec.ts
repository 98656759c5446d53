import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Editor } from './editor.ts';
import { expect, test } from './millrace-test.ts';

const states: Readonly<Record<string, (editor: Editor) => Promise<void>>> = {
  'the welcome screen': async () => undefined,
  'an empty canvas': (editor) => editor.newFlow(),
  'a flow with a node selected': async (editor) => {
    await editor.openExample('Penguin species');
    await editor.select('forest');
  },
  'the problems of a broken flow': async (editor) => {
    await editor.page.locator('.example').last().click();
    await editor.engineIsReady();
    await editor.page.getByRole('button', { name: /\d+ problems?/ }).click();
  },
};

const faults = async (page: Page): Promise<string[]> => {
  // Colours in the middle of a transition are nobody's colours; it begins with the frame behind the change of the theme.
  await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
};

const themes = ['light', 'dark'] as const;

/** What is wrong in either theme. */
const faultsInThemes = async (page: Page): Promise<string[]> => {
  const found: string[] = [];
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    found.push(...(await faults(page)).map((fault) => `${colorScheme}: ${fault}`));
  }
  return found;
};

for (const [name, reach] of Object.entries(states))
  test(`${name} is accessible in both themes`, async ({ editor }) => {
    await editor.page.emulateMedia({ reducedMotion: 'reduce' });
    await reach(editor);
    expect(await faultsInThemes(editor.page)).toEqual([]);
  });

test('a finished run, and the report of its search, are accessible in both themes', async ({ editor }) => {
  test.setTimeout(120_000);
  const { dock, page } = editor;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await editor.openExample('Penguin species');
  await editor.runSucceeds();
  await editor.select('scores');
  await expect(dock.locator('.metric-tile').first()).toBeVisible();
  expect(await faultsInThemes(page), 'a finished run').toEqual([]);
  await editor.select('search');
  await dock.getByRole('button', { name: 'report', exact: true }).click();
  await expect(dock.locator('.figure-drawing svg').first()).toBeVisible();
  expect(await faultsInThemes(page), 'the report of a search').toEqual([]);
});

test('each view of the runs is accessible in both themes', async ({ editor }) => {
  test.setTimeout(120_000);
  const { dock, page } = editor;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await editor.openExample('Penguin species');
  await editor.runSucceeds();
  await editor.runSucceeds();
  await dock.getByRole('tab', { name: 'Runs' }).click();
  await expect(dock.getByRole('checkbox')).toHaveCount(2);
  expect(await faultsInThemes(page), 'runs').toEqual([]);
  for (const box of await dock.getByRole('checkbox').all()) await box.check();
  await dock.getByRole('button', { name: 'Compare' }).click();
  await expect(dock.getByRole('region', { name: 'Comparison of two runs' })).toBeVisible();
  expect(await faultsInThemes(page), 'two runs compared').toEqual([]);
  await dock.getByRole('button', { name: 'All runs' }).click();
  await dock.getByRole('button', { name: 'Fits' }).click();
  await expect(dock.getByRole('table')).toBeVisible();
  expect(await faultsInThemes(page), 'fits').toEqual([]);
  await dock.getByRole('button', { name: 'Time and score' }).click();
  await expect(dock.locator('.figure-drawing svg').first()).toBeVisible();
  expect(await faultsInThemes(page), 'time and score').toEqual([]);
});
