import { openFile, saveDocumentAs } from '../files/documents.ts';
import { FilePicker } from '../files/file-picker.tsx';
import { AddBox } from '../palette/add-box.tsx';
import { ConnectBox } from '../palette/connect-box.tsx';
import { useDocument } from '../state/document.ts';
import { setSession, useSession } from '../state/session.ts';
import { CommandPalette } from './command-palette.tsx';
import { PopMenu } from './pop-menu.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { WelcomeDialog } from './welcome.tsx';

const close = (): void => setSession({ overlay: null });

const SaveAs = () => {
  const name = useDocument((state) => state.flow.name);
  const file = `${
    name
      .trim()
      .replace(/[^\p{L}\p{N}_-]+/gu, '-')
      .toLowerCase() || 'flow'
  }.flow.json`;
  return (
    <FilePicker
      title="Save the flow as"
      extensions={['flow.json']}
      saveName={file}
      onChoose={(path) => {
        close();
        void saveDocumentAs(path);
      }}
      onLeave={close}
    />
  );
};

const Open = () => (
  <FilePicker
    title="Open a flow"
    extensions={['flow.json']}
    onChoose={(path) => {
      close();
      void openFile(path);
    }}
    onLeave={close}
  />
);

/** Whatever lies over the window now. */
export const Overlays = () => {
  const overlay = useSession((state) => state.overlay);
  switch (overlay?.overlay) {
    case 'add-node':
      return <AddBox asked={overlay} />;
    case 'connect':
      return <ConnectBox node={overlay.node} />;
    case 'menu':
      return <PopMenu commands={overlay.commands} screen={overlay.screen} />;
    case 'commands':
      return <CommandPalette />;
    case 'shortcuts':
      return <ShortcutSheet />;
    case 'welcome':
      return <WelcomeDialog />;
    case 'open-file':
      return <Open />;
    case 'save-file':
      return <SaveAs />;
    default:
      return null;
  }
};
