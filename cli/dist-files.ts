import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Built programs stand in `dist/programs/<name>/`, and shared chunks in `dist/programs/chunks/`: two folders below `dist/`. */
const programs = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** A built program, for instance `cli/engine-process.js`. */
export const distFile = (name: string): string => resolve(programs, name);

/** Folder of the window's built files. */
export const rendererFolder = (): string => resolve(programs, '../renderer');

/** Folder with `data/` and `examples/`. */
export const resourcesFolder = (): string => resolve(programs, '../../resources');
