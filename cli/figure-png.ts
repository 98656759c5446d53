import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { resourcesFolder } from './dist-files.ts';

/** Inter in one weight, the letters of several scripts a file each. */
const fontFiles = async (): Promise<Uint8Array[]> => {
  const folder = join(resourcesFolder(), 'fonts');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ttf')).sort();
  return Promise.all(names.map((name) => readFile(join(folder, name))));
};

/** An SVG as PNG, with as many pixels as a fine screen has. */
export const figurePng = async (svg: string): Promise<Uint8Array> => {
  await initWasm(await readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    font: {
      fontBuffers: await fontFiles(),
      defaultFontFamily: 'Inter',
      sansSerifFamily: 'Inter',
      loadSystemFonts: false,
    },
  });
  return image.render().asPng();
};
