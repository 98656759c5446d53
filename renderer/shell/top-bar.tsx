import { Menu as MenuIcon, Redo2, Search, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { keysText } from '../commands/keys.ts';
import { runCommand } from '../commands/registry.ts';
import { apply, sealStep, useDocument } from '../state/document.ts';
import { setSession } from '../state/session.ts';
import { IconButton } from './icon-button.tsx';
import { Mark } from './mark.tsx';
import { RunControls } from './run-controls.tsx';

const fileMenu = [
  'file.new',
  'file.open',
  'file.welcome',
  null,
  'file.save',
  'file.save-as',
  'file.export',
  null,
  'view.theme-dark',
  'view.theme-light',
  'view.theme-system',
  null,
  'help.shortcuts',
] as const;

const rename = (name: string): void =>
  apply(
    `Rename the flow to ${name}`,
    (draft) => {
      draft.name = name;
    },
    'flow.name',
  );

const FlowName = () => {
  const name = useDocument((state) => state.flow.name);
  const [typed, setTyped] = useState<string>();
  const done = (): void => {
    if (typed?.trim() && typed.trim() !== name) rename(typed.trim());
    setTyped(undefined);
    sealStep();
  };
  return (
    <span className="flow-name">
      <span aria-hidden="true">{typed ?? name}</span>
      <input
        aria-label="Name of the flow"
        spellCheck={false}
        value={typed ?? name}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={done}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setTyped(undefined);
        }}
      />
    </span>
  );
};

const words = {
  saved: 'saved',
  edited: 'edited',
  saving: 'saving…',
  untitled: 'not saved to a file yet',
} as const;

const fileOf = (path: string | undefined): string | undefined => path?.split(/[\\/]/).at(-1);

const SaveStateText = () => {
  const save = useDocument((state) => state.save);
  const path = useDocument((state) => state.info?.path);
  const readOnly = useDocument((state) => state.info?.readOnly);
  const word = readOnly ? 'read-only' : save.state === 'failed' ? 'cannot save' : words[save.state];
  const why = save.state === 'failed' ? save.why : path;
  return (
    <button
      type="button"
      className="save-state truncate"
      data-state={save.state}
      title={why}
      onClick={() => runCommand('file.save')}
    >
      {[fileOf(path), word].filter(Boolean).join(' · ')}
    </button>
  );
};

const History = () => {
  const undoes = useDocument((state) => state.past.at(-1)?.label);
  const redoes = useDocument((state) => state.future.at(-1)?.label);
  return (
    <>
      <IconButton
        label={undoes ? `Undo: ${undoes}` : 'Undo'}
        keys="Mod+Z"
        icon={Undo2}
        disabled={!undoes}
        onClick={() => runCommand('edit.undo')}
      />
      <IconButton
        label={redoes ? `Redo: ${redoes}` : 'Redo'}
        keys="Mod+Shift+Z"
        icon={Redo2}
        disabled={!redoes}
        onClick={() => runCommand('edit.redo')}
      />
    </>
  );
};

const openMenu = (event: React.MouseEvent<HTMLElement>): void => {
  const { left, bottom } = event.currentTarget.getBoundingClientRect();
  setSession({ overlay: { overlay: 'menu', screen: [left, bottom + 4], commands: fileMenu } });
};

/** The bar at the top: what is open, undo, the command field, the run. */
export const TopBar = () => {
  const open = useDocument((state) => state.info !== null);
  return (
    <header className="top-bar">
      <div className="top-left">
        <IconButton label="Menu" icon={MenuIcon} onClick={openMenu} />
        <Mark />
        {open ? (
          <>
            <FlowName />
            <SaveStateText />
          </>
        ) : (
          <span className="flow-name">Millrace</span>
        )}
      </div>
      <div className="top-middle">
        {open ? <History /> : null}
        <button type="button" className="command-field" onClick={() => runCommand('view.commands')}>
          <Search size={14} strokeWidth={1.75} aria-hidden="true" />
          <span className="truncate">Search or run a command</span>
          <span className="kbd">{keysText('Mod+K')}</span>
        </button>
      </div>
      <div className="top-right">{open ? <RunControls /> : null}</div>
    </header>
  );
};
