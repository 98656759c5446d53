import { cp, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Example } from '../../contract/api.ts';
import { readFlow } from '../../contract/flow-file.ts';
import { fail } from '../../contract/problem.ts';

/** In this order on the welcome screen; others follow by name. */
const first = [
  'penguins',
  'house-prices',
  'support-tickets',
  'patients',
  'label-clean-up',
  'digits',
  'churn',
  'daily-demand',
  'sensors',
  'broken',
];

const rank = (id: string): number => (first.includes(id) ? first.indexOf(id) : first.length);

const readExample = async (folder: string, id: string): Promise<Example | undefined> => {
  const text = await readFile(join(folder, id, `${id}.flow.json`), 'utf8').catch(() => undefined);
  const flow = text === undefined ? undefined : readFlow(text).flow;
  return flow && { id, title: flow.name, description: flow.description ?? '', nodes: Object.keys(flow.nodes).length };
};

/** The example flows in the resources. */
export const listExamples = async (resources: string): Promise<readonly Example[]> => {
  const folder = join(resources, 'examples');
  const ids = await readdir(folder).catch(() => []);
  const found = await Promise.all(ids.map((id) => readExample(folder, id)));
  return found
    .filter((example) => example !== undefined)
    .sort((a, b) => rank(a.id) - rank(b.id) || (a.title < b.title ? -1 : 1));
};

const isTaken = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const freeFolder = async (parent: string, name: string): Promise<string> => {
  for (let number = 1; ; number++) {
    const folder = join(parent, number === 1 ? name : `${name} ${number}`);
    if (!(await isTaken(folder))) return folder;
  }
};

/** Copies an example with its data into a folder that did not exist before; answers the path of the flow. */
export const copyExample = async (resources: string, id: string, parent: string, name?: string): Promise<string> => {
  const example = (await listExamples(resources)).find((one) => one.id === id);
  if (!example) throw fail('file.missing', { values: { path: id } });
  const folder = await freeFolder(parent, name ?? example.title);
  await mkdir(folder, { recursive: true });
  await cp(join(resources, 'examples', id), folder, { recursive: true, filter: (path) => !path.includes('.millrace') });
  return join(folder, `${id}.flow.json`);
};
