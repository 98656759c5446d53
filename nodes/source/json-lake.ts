import type { NodeContext } from '../../contract/context.ts';
import { reportBadRecords } from './json-file/bad-records.ts';
import { coded } from './json-file/coded.ts';
import { findLeaves, type Leaf, leavesByFile } from './json-file/leaves.ts';
import { jsonParams } from './json-file/params.ts';
import { openRecords } from './json-file/records.ts';
import { repeatedKeys } from './json-file/repeated-keys.ts';
import { typeLeaves } from './json-file/typed-leaves.ts';
import type { LakeFile, LakeOptions, OpenLake } from './lake.ts';

/** Many JSON files, whatever the layout of each; types are decided over the records of all. */
export const openJsonLake: OpenLake = async (files, options) => {
  const { ctx, limit } = options;
  const parts: string[] = [];
  for (const [index, file] of files.entries()) {
    ctx.signal.throwIfAborted();
    ctx.progress((0.4 * index) / files.length, file.name);
    const sql = await recordsOf(file, options);
    parts.push(`(SELECT json, ${index} AS __file FROM (${sql})${limit === undefined ? '' : ` LIMIT ${limit}`})`);
  }
  const all = parts.join(' UNION ALL ');
  const { depth } = jsonParams.parse({});
  const leaves = await findLeaves(all, depth, ctx);
  const own = await leavesByFile(all, depth, ctx);
  return {
    schemas: files.map(({ name }, index) => ({
      name,
      columns: new Map((own.get(index) ?? []).map((leaf) => [leaf.name, kindOf(leaf)])),
    })),
    table: async (names) => {
      const chosen = leaves.filter(({ name }) => names.includes(name));
      const table = await typeLeaves(all, chosen, { ctx, carried: ['__file'] });
      return { ...table, findings: [...table.findings, ...(await repeatedKeys(all, leaves, ctx))] };
    },
    dispose: async () => undefined,
  };
};

const recordsOf = (file: LakeFile, { ctx, badRows }: LakeOptions): Promise<string> => {
  const settings = jsonParams.parse({ path: file.name, badRecords: badRows });
  const files: NodeContext['files'] = { ...ctx.files, read: () => ctx.files.read(file.path) };
  return coded(settings, ctx, async () => {
    const records = await openRecords(settings, files);
    await reportBadRecords(records, settings, ctx);
    return records.sql;
  });
};

const kindOf = ({ type }: Leaf): string | undefined => {
  if (type === 'NULL') return undefined;
  if (type === 'BOOLEAN') return 'boolean';
  if (type === 'NESTED') return 'nested';
  return /INT$|^DOUBLE$/.test(type) ? 'number' : 'text';
};
