import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { FilePicker } from '../../files/file-picker.tsx';
import { sayFailure } from '../../files/say-failure.ts';
import { client } from '../../host/client.ts';
import { documentId, sealStep } from '../../state/document.ts';
import { useSession } from '../../state/session.ts';
import type { ControlProps } from './control.ts';

/** A file: its path, and a button that chooses one through the host, which grants it to the flow. */
export const FileControl = ({ id, label, schema, value, invalid, onChange }: ControlProps) => {
  const dialogs = useSession((state) => state.host?.dialogs === true);
  const [picking, setPicking] = useState(false);
  const save = schema.widget === 'save-file';
  const extensions = [...(schema.extensions ?? [])];
  const choose = async (path?: string): Promise<void> => {
    const document = documentId();
    setPicking(false);
    if (document === undefined) return;
    try {
      const chosen = await client.call('file.choose', { document, extensions, save, ...(path ? { path } : {}) });
      if (chosen) onChange(chosen.path);
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
        placeholder={save ? 'Where to write' : 'No file chosen'}
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
          title={save ? 'Where to write' : 'Choose a file'}
          extensions={extensions}
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
