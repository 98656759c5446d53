import { resolve } from 'node:path';
import { runnerImport } from 'vite';

/** Runs a TypeScript file of this folder: `node bench/run.js bench/host-stall.ts [arguments]`. */
await runnerImport(resolve(process.argv[2] ?? ''), { root: resolve(import.meta.dirname, '..'), configFile: false });
