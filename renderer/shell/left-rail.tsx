import { CircleHelp, FolderOpen, LayoutGrid, ListTree, type LucideIcon, MonitorCog, Moon, Sun } from 'lucide-react';
import { runCommand } from '../commands/registry.ts';
import { type LeftView, setSession, type Theme, useSession } from '../state/session.ts';
import { IconButton } from './icon-button.tsx';

const views: readonly { readonly view: LeftView; readonly label: string; readonly icon: LucideIcon }[] = [
  { view: 'nodes', label: 'Nodes', icon: LayoutGrid },
  { view: 'outline', label: 'Outline', icon: ListTree },
];

const themes: Readonly<Record<Theme, { readonly next: Theme; readonly label: string; readonly icon: LucideIcon }>> = {
  system: { next: 'light', label: 'Theme: like the system', icon: MonitorCog },
  light: { next: 'dark', label: 'Theme: light', icon: Sun },
  dark: { next: 'system', label: 'Theme: dark', icon: Moon },
};

/** The icons at the left edge: which panel is open, and what is always at hand. */
export const LeftRail = () => {
  const left = useSession((state) => state.left);
  const theme = useSession((state) => state.theme);
  const { next, label, icon } = themes[theme];
  return (
    <nav className="rail" aria-label="Panels">
      {views.map((item) => (
        <IconButton
          key={item.view}
          label={item.label}
          icon={item.icon}
          side="right"
          pressed={left === item.view}
          onClick={() => setSession({ left: left === item.view ? null : item.view })}
        />
      ))}
      <IconButton
        label="Examples and recent flows"
        icon={FolderOpen}
        side="right"
        onClick={() => runCommand('file.welcome')}
      />
      <span className="rail-gap" />
      <IconButton label={label} icon={icon} side="right" onClick={() => setSession({ theme: next })} />
      <IconButton
        label="Keyboard shortcuts"
        keys="?"
        icon={CircleHelp}
        side="right"
        onClick={() => runCommand('help.shortcuts')}
      />
    </nav>
  );
};
