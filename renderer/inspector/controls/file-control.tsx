import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { FilePicker } from '../../files/file-picker.tsx';
import { sayFailure } from '../../files/say-failure.ts';
import { client } from '../../host/client.ts';
import { documentId, sealStep } from '../../state/document.ts';
import { useSession } from '../../state/session.ts';
import type { ControlProps } from './control.ts';

const placeholders: Readonly<Record<string, string>> = {
  'save-file': 'Where to write',
  files: 'A pattern, for instance lake/*.csv',
  folder: 'No folder chosen',
};

const pickerTitle = (save: boolean, folder: boolean): string => {
  if (save) return 'Where to write';
  return folder ? 'Choose a folder' : 'Choose a file';
};

/** Another folder with the same pattern of names in it. */
const inFolder = (folder: string, old: unknown): string => {
  const names = typeof old === 'string' ? old.slice(old.search(/[*?[{][^/]*$|$/)) : '';
  return `${folder === '' ? '' : `${folder}/`}${names === '' ? '*' : names}`;
};

/** A file: its path, and a button that chooses one through the host, which grants it to the flow. */
export const FileControl = ({ id, label, schema, value, invalid, onChange }: ControlProps) => {
  const dialogs = useSession((state) => state.host?.dialogs === true);
  const [picking, setPicking] = useState(false);
  const save = schema.widget === 'save-file';
  const folder = schema.widget === 'files' || schema.widget === 'folder';
  const extensions = [...(schema.extensions ?? [])];
  const choose = async (path?: string): Promise<void> => {
    const document = documentId();
    setPicking(false);
    if (document === undefined) return;
    try {
      const chosen = await client.call('file.choose', {
        ...{ document, extensions, save, folder },
        ...(path ? { path } : {}),
      });
      if (chosen) onChange(schema.widget === 'files' ? inFolder(chosen.path, value) : chosen.path || '.');
    } catch (failure) {
      sayFailure(failure);
    }
  };
  return (
    <span className="file-control">
      <input
        id={id}
        className="field"
        aria-label={label}
        aria-invalid={invalid || undefined}
        placeholder={placeholders[schema.widget ?? ''] ?? 'No file chosen'}
        spellCheck={false}
        autoComplete="off"
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.target.value)}
        onBlur={sealStep}
      />
      <button
        type="button"
        className="button icon-only"
        aria-label={`${label}: choose`}
        title="Choose…"
        onClick={() => (dialogs ? void choose() : setPicking(true))}
      >
        <FolderOpen size={16} strokeWidth={1.75} />
      </button>
      {picking ? (
        <FilePicker
          title={pickerTitle(save, folder)}
          extensions={extensions}
          folder={folder}
          {...(save
            ? { saveName: typeof value === 'string' && value ? value : `result.${extensions[0] ?? 'csv'}` }
            : {})}
          onChoose={(path) => void choose(path)}
          onLeave={() => setPicking(false)}
        />
      ) : null}
    </span>
  );
};
