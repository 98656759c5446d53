import { ArrowUp, File, Folder } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { FolderListing } from '../../contract/api.ts';
import { toFailureData } from '../../contract/problem.ts';
import { client } from '../host/client.ts';
import { Modal } from '../shell/modal.tsx';

interface FilePickerProps {
  readonly title: string;
  readonly extensions: readonly string[];
  /** Present where a file is to be written: its proposed name. */
  readonly saveName?: string;
  /** A folder is chosen, not a file. */
  readonly folder?: boolean;
  onChoose(path: string): void;
  onLeave(): void;
}

const sizeText = (bytes: number): string => {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
};

const joined = (folder: string, name: string): string =>
  `${folder.replace(/[\\/]$/, '')}${folder.includes('\\') ? '\\' : '/'}${name}`;

const useListing = (extensions: readonly string[]) => {
  const [folder, setFolder] = useState<string>();
  const [listing, setListing] = useState<FolderListing>();
  const [failure, setFailure] = useState<string>();
  const wanted = extensions.join(',');
  useEffect(() => {
    const params = { extensions: wanted === '' ? [] : wanted.split(','), ...(folder === undefined ? {} : { folder }) };
    client.call('file.list', params).then(
      (found) => {
        setListing(found);
        setFailure(undefined);
      },
      (thrown) => setFailure(toFailureData(thrown).message),
    );
  }, [folder, wanted]);
  return { listing, failure, setFolder } as const;
};

/** The window's own list of files, for hosts without dialogs. */
export const FilePicker = ({ title, extensions, saveName, folder = false, onChoose, onLeave }: FilePickerProps) => {
  const { listing, failure, setFolder } = useListing(extensions);
  const [name, setName] = useState(saveName ?? '');
  const field = useRef<HTMLInputElement>(null);
  const save = (): void => {
    if (listing && name.trim()) onChoose(joined(listing.folder, name.trim()));
  };
  return (
    <Modal
      title={title}
      className="file-picker"
      {...(saveName === undefined ? {} : { focus: field })}
      onLeave={onLeave}
    >
      <div className="file-folder">
        <button
          type="button"
          className="icon-button"
          aria-label="Parent folder"
          disabled={!listing?.parent}
          onClick={() => listing?.parent && setFolder(listing.parent)}
        >
          <ArrowUp size={16} strokeWidth={1.75} />
        </button>
        <span className="mono truncate" title={listing?.folder}>
          {listing?.folder ?? '…'}
        </span>
      </div>
      {failure ? <p className="field-problem">{failure}</p> : null}
      <ul className="file-list" aria-label="Files">
        {listing?.entries.map((entry) => (
          <li key={entry.path}>
            <button
              type="button"
              className="file-row"
              onClick={() => {
                if (entry.folder) setFolder(entry.path);
                else if (folder) return;
                else if (saveName === undefined) onChoose(entry.path);
                else setName(entry.name);
              }}
            >
              {entry.folder ? <Folder size={16} strokeWidth={1.75} /> : <File size={16} strokeWidth={1.75} />}
              <span className="truncate">{entry.name}</span>
              <span className="file-size numeric">{entry.folder ? '' : sizeText(entry.bytes)}</span>
            </button>
          </li>
        ))}
        {listing?.entries.length === 0 ? <li className="panel-empty">No fitting files here.</li> : null}
      </ul>
      {folder && listing ? (
        <div className="file-save">
          <button type="button" className="button primary" onClick={() => onChoose(listing.folder)}>
            Use this folder
          </button>
        </div>
      ) : null}
      {saveName === undefined ? null : (
        <form
          className="file-save"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <input
            ref={field}
            className="field"
            aria-label="File name"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit" className="button primary" disabled={!name.trim() || !listing}>
            Save
          </button>
        </form>
      )}
    </Modal>
  );
};
