import { delimiter } from 'node:path';
import { findDesktop } from './desktop-program.ts';
import { findChromium } from './find-chromium.ts';

/** Finds the programs that the tests drive, once for all workers, and says which. */
export default async function findPrograms(): Promise<void> {
  const { path, from, libraries } = await findChromium();
  process.stdout.write(path ? `Browser: ${path} (${from})\n` : `Browser tests are skipped: ${from}\n`);
  if (libraries)
    process.env['LD_LIBRARY_PATH'] = [libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter);
  process.env['MILLRACE_CHROMIUM'] = path ?? '';
  process.env['MILLRACE_CHROMIUM_MISSING'] = path ? '' : from;
  const desktop = findDesktop();
  process.stdout.write(`Desktop: ${desktop.real ? 'Electron' : 'the stand-in for Electron'} (${desktop.why})\n`);
}
