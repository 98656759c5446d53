import { resolve } from 'node:path';
import { main } from 'assemblyscript/asc';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

const flags = [
  ...['-O3', '--noAssert', '--runtime', 'stub', '--noExportMemory'],
  ...['--enable', 'simd', '--enable', 'threads', '--importMemory', '--sharedMemory'],
  ...['--initialMemory', '1', '--maximumMemory', '65536'],
];

const compile = async (entry: string): Promise<Uint8Array> => {
  let compiled: Uint8Array = new Uint8Array();
  const { error, stderr } = await main([entry, '-o', 'kernels.wasm', '--baseDir', root, ...flags], {
    writeFile: (_, contents) => {
      compiled = contents as Uint8Array;
    },
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return compiled;
};

/** After a change of the sources: `npx vitest run tests/kernels --update`. */
test.each(['trees', 'networks', 'linear'])(
  'the kernels of %s that are shipped are what their sources compile to',
  async (name) => {
    const wasm = await compile(`algorithms/kernels/assembly/${name}.ts`);
    const text = `/** Compiled from assembly/; see tests/kernels. */\nexport const ${name}Wasm =\n  '${Buffer.from(wasm).toString('base64')}';\n`;
    await expect(text).toMatchFileSnapshot(resolve(root, `algorithms/kernels/${name}-wasm.ts`));
  },
);
