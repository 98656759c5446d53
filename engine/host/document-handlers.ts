import { basename, resolve } from 'node:path';
import type { OpenDocument } from '../../contract/api.ts';
import { fail } from '../../contract/problem.ts';
import { fileNameOf, toOpenDocument } from './documents.ts';
import { copyExample, listExamples } from './examples.ts';
import { type HandlersOf, type HostParts, writingPath } from './host-parts.ts';
import { writeWhole } from './json-file.ts';

/** Opens a file; what ran of it in an earlier window is shown again. */
const openPath = async ({ documents, runs, options }: HostParts, path: string): Promise<OpenDocument> => {
  const document = await documents.open(path);
  for (const other of documents.all())
    if (other.path === document.path && other.id !== document.id) runs.adopt(document.id, other.id);
  options.onPath?.(resolve(path));
  return toOpenDocument(document);
};

export const exampleHandlers = (parts: HostParts): HandlersOf<'example'> => {
  const { resources, workspace } = parts.options;
  return {
    'example.list': () => listExamples(resources),
    'example.open': async ({ id }) => openPath(parts, await copyExample(resources, id, workspace)),
  };
};

export const documentHandlers = (parts: HostParts): HandlersOf<'document'> => ({
  ...savingHandlers(parts),
  ...recoveryHandlers(parts),
  'document.new': () => toOpenDocument(parts.documents.create()),
  'document.open': async ({ path }) => {
    const chosen = path ?? (await parts.options.dialogs?.openFlow()) ?? null;
    return chosen === null ? null : openPath(parts, chosen);
  },
  'document.allow': ({ document, access }) => parts.documents.allow(document, access),
  'document.close': async ({ document, discard }) => {
    await parts.documents.close(document, discard);
    return null;
  },
  'document.recent': () => parts.recents.list(),
});

const savingHandlers = (
  parts: HostParts,
): Pick<HandlersOf<'document'>, 'document.save' | 'document.save-as' | 'document.export'> => {
  const { documents, options } = parts;
  const { dialogs } = options;
  return {
    'document.save': ({ document, flow, overwrite }) => documents.save(document, flow, overwrite),
    'document.save-as': async ({ document, flow, path }) => {
      const suggested = fileNameOf(flow.name);
      const chosen = await writingPath(parts, path, suggested, dialogs && (() => dialogs.saveFlow(suggested)));
      if (chosen === null) return null;
      const saved = await documents.saveAs(document, flow, chosen);
      options.onPath?.(chosen);
      return saved;
    },
    'document.export': async ({ name, content, encoding, path }) => {
      const chosen = await writingPath(parts, path, basename(name), dialogs && (() => dialogs.saveFile(name)));
      if (chosen === null) return null;
      await writeWhole(chosen, Buffer.from(content, encoding));
      return { path: chosen };
    },
  };
};

const recoveryHandlers = ({
  documents,
  recovery,
}: HostParts): Pick<
  HandlersOf<'document'>,
  'document.journal' | 'document.recoverable' | 'document.recover' | 'document.forget'
> => ({
  'document.journal': async ({ document, flow, label }) => {
    await documents.journal(document, flow, label);
    return null;
  },
  'document.recoverable': async () => {
    const entries = (await recovery.list()).filter(({ id }) => !documents.isHeld(id));
    return entries.map(({ id, path, at, flow }) => ({
      id,
      at,
      name: path ? basename(path) : flow.name,
      ...(path ? { path } : {}),
    }));
  },
  'document.recover': async ({ id }) => {
    const entry = await recovery.find(id);
    if (!entry) throw fail('file.missing', { values: { path: id } });
    return documents.recover(entry);
  },
  'document.forget': async ({ id }) => {
    await recovery.forget(id);
    return null;
  },
});
