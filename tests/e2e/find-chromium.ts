import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { chromium as downloaded } from '@playwright/test';

export interface FoundChromium {
  readonly path?: string;
  /** Where it comes from, or why there is none; for people. */
  readonly from: string;
  /** Folder of libraries that this machine lacks. */
  readonly libraries?: string;
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const otherPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
];

const installed = (): string | undefined =>
  [
    ...(process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))),
    ...otherPlaces,
  ].find((file) => existsSync(file));

/** In order: named by the user, installed, Playwright's own download, the one in a development dependency. */
export const findChromium = async (): Promise<FoundChromium> => {
  const named = process.env['MILLRACE_CHROMIUM'];
  if (named)
    return existsSync(named)
      ? { path: named, from: 'MILLRACE_CHROMIUM' }
      : { from: `MILLRACE_CHROMIUM names ${named}, which does not exist` };
  const own = installed();
  if (own) return { path: own, from: 'installed' };
  if (existsSync(downloaded.executablePath())) return { path: downloaded.executablePath(), from: 'Playwright' };
  return packaged();
};

const packaged = async (): Promise<FoundChromium> => {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { from: 'no Chrome or Chromium is installed; install one or name it in MILLRACE_CHROMIUM' };
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const path = await chromium.executablePath();
    const lacking = missingLibraries(path);
    return { path, from: '@sparticuz/chromium', ...(lacking.length > 0 ? { libraries: unpackLibraries() } : {}) };
  } catch (error) {
    return { from: `no Chromium is installed and the packaged one could not be unpacked: ${(error as Error).message}` };
  }
};

/** The loader's own tool; every Linux has it. */
const libraryLister = 'ldd';

const missingLibraries = (program: string): string[] =>
  execFileSync(libraryLister, [program], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('not found'));

/** The package brings the libraries that bare servers lack; it unpacks them by itself only in one company's cloud. */
const unpackLibraries = (): string => {
  const folder = join(tmpdir(), 'millrace-chromium-libraries');
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const packed = join(dirname(entry), '..', '..', 'bin', 'al2023.tar.br');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'libraries.tar'), brotliDecompressSync(readFileSync(packed)));
  execFileSync('tar', ['-xf', join(folder, 'libraries.tar'), '-C', folder]);
  return join(folder, 'lib');
};
