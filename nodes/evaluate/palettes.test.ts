import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { palettes, type Theme } from './palettes.ts';

const css = readFileSync(new URL('../../renderer/style/tokens.css', import.meta.url), 'utf8');

test.each<Theme>(['light', 'dark'])('the %s colours are those of the window', (theme) => {
  const block = css.slice(css.indexOf(`:root[data-theme="${theme}"]`));
  for (const [name, colour] of Object.entries(palettes[theme]))
    expect(`${name} ${new RegExp(`--${name}: (\\S+);`).exec(block)?.[1]}`).toBe(`${name} ${colour}`);
});
