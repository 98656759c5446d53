import { basename, dirname, relative, resolve } from 'node:path';
import { copyExample, listExamples } from '../../engine/host/examples.ts';
import { resourcesFolder } from '../dist-files.ts';
import { exitCodes, WrongUsage } from '../exit-codes.ts';
import type { Verb } from '../verb.ts';

export const init: Verb = {
  name: 'init',
  usage: '[EXAMPLE] [FOLDER]',
  summary: 'Copies an example flow with its data into a new folder. Without EXAMPLE it lists them.',
  example: 'millrace init penguins',
  options: {},
  takes: [0, 2],
  run: async ({ positionals: [id, folder] }) => {
    const examples = await listExamples(resourcesFolder());
    if (id === undefined) {
      process.stdout.write(
        examples.map((example) => `${example.id.padEnd(16)} ${example.title}: ${example.description}\n`).join(''),
      );
      return exitCodes.fine;
    }
    if (!examples.some((example) => example.id === id))
      throw new WrongUsage(
        `there is no example “${id}”; there are ${examples.map((example) => example.id).join(', ')}`,
      );
    const target = resolve(folder ?? id);
    const path = await copyExample(resourcesFolder(), id, dirname(target), basename(target));
    process.stdout.write(`${relative(process.cwd(), path) || path}\n`);
    return exitCodes.fine;
  },
};
