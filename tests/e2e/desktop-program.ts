import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

export interface DesktopProgram {
  readonly real: boolean;
  /** Undefined: Playwright finds Electron by itself. */
  readonly path?: string;
  readonly why: string;
}

/**
 * The real Electron where its binary is there, else the stand-in. Electron's own module must not be loaded to find out:
 * it would start a download.
 */
export const findDesktop = (): DesktopProgram => {
  const named = process.env['MILLRACE_ELECTRON'];
  if (named) return { real: true, path: named, why: 'MILLRACE_ELECTRON' };
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  if (existsSync(join(folder, 'path.txt')) && existsSync(join(folder, 'dist', 'version')))
    return { real: true, why: 'its binary is installed' };
  const standin = resolve(import.meta.dirname, '..', 'standin', 'electron');
  return { real: false, path: standin, why: 'the binary of Electron is not installed' };
};
