import { isAbsolute, resolve } from 'node:path';

/** Flow files named on a command line, as absolute paths. Switches and other words are left alone. */
export const flowsNamed = (argv: readonly string[], folder: string): readonly string[] =>
  argv
    .filter((word) => !word.startsWith('-') && word.toLowerCase().endsWith('.flow.json'))
    .map((word) => (isAbsolute(word) ? word : resolve(folder, word)));
