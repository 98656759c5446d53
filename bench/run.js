/** Runs a benchmark, a TypeScript file of this folder: `npm run bench -- data --small`. Without a name it lists them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runnerImport } from 'vite';

const folder = import.meta.dirname;
const name = process.argv[2] ?? '';
const asked = name.endsWith('.ts') ? resolve(name) : join(folder, `${name}.ts`);

const about = (file) => {
  const [, text = ''] = /\/\*\*([\s\S]*?)\*\//.exec(readFileSync(join(folder, file), 'utf8')) ?? [];
  return text
    .replaceAll(/\n?\s*\* ?/g, ' ')
    .trim()
    .split(/(?<=[.:]) /)[0];
};

const root = resolve(folder, '..');
const load = (file) => runnerImport(file, { root, configFile: false });

if (existsSync(asked)) {
  // Worker threads load built files.
  const { module } = await load(join(root, 'tests/harness/build-programs.ts'));
  if (!process.env.MILLRACE_PROGRAMS) await module.default();
  await load(asked);
} else {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  const lines = files.map((file) => `  ${file.slice(0, -3).padEnd(16)}${about(file)}`);
  process.stderr.write(`${name ? `There is no benchmark “${name}”.\n` : ''}npm run bench -- NAME [--small]\n\n`);
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exitCode = 2;
}
