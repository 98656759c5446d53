import { type CatalogueEntry, catalogueOf } from '../../contract/catalogue.ts';
import type { JsonObject } from '../../contract/json.ts';
import { nodes as allNodes, nodeExamples } from '../../nodes/index.ts';
import { exitCodes, WrongUsage } from '../exit-codes.ts';
import type { Verb } from '../verb.ts';

const ports = (entry: CatalogueEntry): string => {
  const named = (some: CatalogueEntry['inputs']): string =>
    Object.entries(some)
      .map(
        ([name, { kind, many, optional }]) =>
          `${name}: ${kind}${many ? ' (many)' : ''}${optional ? ' (optional)' : ''}`,
      )
      .join(', ') || '–';
  return `  in   ${named(entry.inputs)}\n  out  ${named(entry.outputs)}\n`;
};

const params = (entry: CatalogueEntry): string =>
  Object.entries((entry.params['properties'] ?? {}) as Record<string, JsonObject>)
    .map(
      ([name, schema]) => `  ${name} = ${JSON.stringify(entry.defaults[name])}\n      ${schema['description'] ?? ''}\n`,
    )
    .join('');

const page = (entry: CatalogueEntry): string =>
  `${entry.type}: ${entry.title}\n${entry.description}\n\n${ports(entry)}\nSettings and their defaults:\n${params(entry) || '  none\n'}`;

export const nodes: Verb = {
  name: 'nodes',
  usage: '[TYPE] [--json]',
  summary: 'Lists the nodes, or explains one: ports, settings, defaults.',
  example: 'millrace nodes train.random-forest',
  options: { json: { type: 'boolean' } },
  takes: [0, 1],
  run: async (call) => {
    const [type] = call.positionals;
    const catalogue = catalogueOf(allNodes, nodeExamples);
    const chosen = type === undefined ? catalogue : catalogue.filter((entry) => entry.type === type);
    if (chosen.length === 0) throw new WrongUsage(`there is no node “${type}”; “millrace nodes” lists them`);
    if (call.flag('json'))
      process.stdout.write(`${JSON.stringify(type === undefined ? chosen : chosen[0], null, 2)}\n`);
    else if (type === undefined)
      process.stdout.write(chosen.map((entry) => `${entry.type.padEnd(34)} ${entry.description}\n`).join(''));
    else process.stdout.write(chosen.map(page).join('\n'));
    return exitCodes.fine;
  },
};
