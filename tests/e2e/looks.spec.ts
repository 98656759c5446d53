import { expect, test } from './millrace-test.ts';

const themes = ['light', 'dark'] as const;
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;

/** Pictures for people to look at; a test only of what must not happen at any size. */
for (const size of sizes)
  test(`nothing is cut off at ${size.width} × ${size.height} in either theme`, async ({ editor }) => {
    const { page } = editor;
    const shoot = async (name: string): Promise<void> => {
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme });
        const path = `test-results/looks/${name}-${theme}-${size.width}.png`;
        await page.screenshot({ path, animations: 'disabled' });
        const overflow = await page.evaluate(() => ({
          wide: document.documentElement.scrollWidth - innerWidth,
          high: document.documentElement.scrollHeight - innerHeight,
        }));
        expect(overflow, `${name}, ${theme}`).toEqual({ wide: 0, high: 0 });
      }
    };
    await page.setViewportSize(size);
    await shoot('welcome');
    await editor.openExample('Penguin species');
    await shoot('opened');
    await editor.runSucceeds();
    await editor.select('scores');
    await shoot('finished');
    await editor.select('forest');
    await shoot('forest');
    await page.keyboard.press('Control+k');
    await shoot('commands');
  });
