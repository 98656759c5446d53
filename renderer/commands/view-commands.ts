import { setSession, showInDock, type Theme, useSession } from '../state/session.ts';
import type { Command } from './command.ts';

const theme = (chosen: Theme, title: string): Command => ({
  id: `view.theme-${chosen}`,
  title,
  run: () => setSession({ theme: chosen }),
});

const onlyCanvas = (): void => {
  const { left, dock, inspector } = useSession.getState();
  const any = left !== null || dock || inspector;
  setSession(any ? { left: null, dock: false, inspector: false } : { left: 'nodes', dock: true, inspector: true });
};

export const viewCommands: readonly Command[] = [
  {
    id: 'view.commands',
    title: 'Search or run a command',
    keys: ['Mod+K'],
    run: () => setSession({ overlay: { overlay: 'commands' } }),
  },
  {
    id: 'view.left',
    title: 'Show or hide the left panel',
    keys: ['Mod+B'],
    run: () => setSession({ left: useSession.getState().left ? null : 'nodes' }),
  },
  {
    id: 'view.outline',
    title: 'Outline',
    run: () => setSession({ left: useSession.getState().left === 'outline' ? null : 'outline' }),
  },
  {
    id: 'view.dock',
    title: 'Show or hide the results',
    keys: ['Mod+J'],
    run: () => setSession({ dock: !useSession.getState().dock }),
  },
  {
    id: 'view.inspector',
    title: 'Show or hide the inspector',
    keys: ['Mod+I'],
    run: () => setSession({ inspector: !useSession.getState().inspector }),
  },
  {
    id: 'view.open-inspector',
    title: 'Open the inspector',
    keys: ['I'],
    where: 'canvas',
    run: () => setSession({ inspector: true }),
  },
  { id: 'view.canvas-only', title: 'Canvas only', keys: ['Mod+\\'], run: onlyCanvas },
  {
    id: 'view.minimap',
    title: 'Minimap',
    keys: ['M'],
    where: 'canvas',
    run: () => setSession({ minimap: !useSession.getState().minimapShown }),
  },
  { id: 'view.problems', title: 'Show the problems', run: () => showInDock('problems') },
  { id: 'view.runs', title: 'Show the runs', run: () => showInDock('runs') },
  theme('dark', 'Dark theme'),
  theme('light', 'Light theme'),
  theme('system', 'Theme of the system'),
  {
    id: 'help.shortcuts',
    title: 'Keyboard shortcuts',
    keys: ['?'],
    where: 'canvas',
    run: () => setSession({ overlay: { overlay: 'shortcuts' } }),
  },
];
