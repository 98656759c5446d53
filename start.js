import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const electronFolder = join(root, 'node_modules', 'electron');
const giveUpMs = 20_000;

const at = (path) => join(root, path);
const say = (text) => process.stdout.write(`${text}\n`);

const checkNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(`Millrace needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
};

const newest = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|css|html|json)$/.test(entry.name))
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);

const sources = ['contract', 'algorithms', 'engine', 'nodes', 'cli', 'electron', 'renderer'];
const built = ['dist/renderer/index.html', 'dist/preload/preload.cjs', 'dist/programs/cli/millrace.js'];

const isBuilt = () => {
  if (!built.every((file) => existsSync(at(file)))) return false;
  const oldest = Math.min(...built.map((file) => statSync(at(file)).mtimeMs));
  return Math.max(...sources.map((folder) => newest(at(folder)))) < oldest;
};

const build = () => {
  say('Building Millrace…');
  const { status } = spawnSync(
    process.execPath,
    [at('node_modules/vite/bin/vite.js'), 'build', '--app', '--logLevel', 'warn'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  if (status === 0) return;
  say('Millrace could not be built; the lines above say why.');
  process.exit(1);
};

const electronProgram = () => {
  const pathFile = join(electronFolder, 'path.txt');
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, 'dist');
  const name = existsSync(pathFile)
    ? readFileSync(pathFile, 'utf8')
    : ({ win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform] ?? 'electron');
  const program = join(folder, name);
  return existsSync(program) ? program : undefined;
};

/** Electron comes without its program; its own installer fetches it. Tried once for each version of Electron. */
const fetchElectron = () => {
  const installer = join(electronFolder, 'install.js');
  const tried = join(root, 'node_modules', '.millrace-electron-tried');
  const { version } = JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8'));
  if (!existsSync(installer) || (existsSync(tried) && readFileSync(tried, 'utf8') === version)) return;
  say('Fetching Electron for the desktop window…');
  const { status } = spawnSync(process.execPath, [installer], {
    cwd: electronFolder,
    stdio: 'ignore',
    timeout: giveUpMs,
  });
  if (status !== 0) writeFileSync(tried, version);
};

const run = (program, args, environment) => {
  const child = spawn(program, args, { cwd: process.cwd(), stdio: 'inherit', env: { ...process.env, ...environment } });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => process.exit(code ?? 0));
};

checkNode();
const args = process.argv.slice(2);
const inBrowser = args.includes('--browser');
const rest = args.filter((arg) => arg !== '--browser');
if (!isBuilt()) build();
if (!inBrowser && !electronProgram() && existsSync(electronFolder)) fetchElectron();
const program = inBrowser ? undefined : electronProgram();
if (program) {
  run(program, [root, ...rest], { ELECTRON_RUN_AS_NODE: undefined });
} else {
  const notice = inBrowser
    ? undefined
    : 'Electron’s program is not here and could not be fetched, so Millrace opens in your browser; everything works but native dialogs and menus.';
  if (notice) say(notice);
  run(
    process.execPath,
    [at('dist/programs/cli/millrace.js'), 'serve', ...rest],
    notice ? { MILLRACE_NOTICE: notice } : {},
  );
}
