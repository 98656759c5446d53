import { canvasCommands } from './canvas-commands.ts';
import type { Command } from './command.ts';
import { editCommands } from './edit-commands.ts';
import { fileCommands } from './file-commands.ts';
import { runCommands } from './run-commands.ts';
import { viewCommands } from './view-commands.ts';

export const commands: readonly Command[] = [
  ...runCommands,
  ...editCommands,
  ...canvasCommands,
  ...viewCommands,
  ...fileCommands,
];

const byId = new Map(commands.map((command) => [command.id, command]));

export const commandOf = (id: string): Command | undefined => byId.get(id);

/** Carries a command out, unless it cannot run now. Answers whether it did. */
export const runCommand = (id: string, argument?: string): boolean => {
  const command = byId.get(id);
  if (!command || command.refused?.()) return false;
  command.run(argument);
  return true;
};
