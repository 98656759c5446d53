import type { DockTab } from '../state/session.ts';

interface DockTabsProps {
  readonly tab: DockTab;
  readonly problems: number;
  readonly grave: boolean;
  readonly onChoose: (tab: DockTab) => void;
}

const tabs: readonly { readonly id: DockTab; readonly title: string }[] = [
  { id: 'data', title: 'Data' },
  { id: 'metrics', title: 'Metrics' },
  { id: 'runs', title: 'Runs' },
  { id: 'problems', title: 'Problems' },
  { id: 'log', title: 'Log' },
];

const beside: Readonly<Record<string, (at: number) => number>> = {
  ArrowRight: (at) => (at + 1) % tabs.length,
  ArrowLeft: (at) => (at + tabs.length - 1) % tabs.length,
  Home: () => 0,
  End: () => tabs.length - 1,
};

export const DockTabs = ({ tab, problems, grave, onChoose }: DockTabsProps) => {
  const onKeyDown = (event: React.KeyboardEvent<HTMLDivElement>): void => {
    const target = tabs[beside[event.key]?.(tabs.findIndex(({ id }) => id === tab)) ?? -1];
    if (!target) return;
    event.preventDefault();
    onChoose(target.id);
    event.currentTarget.querySelector<HTMLElement>(`#dock-tab-${target.id}`)?.focus();
  };
  return (
    <div role="tablist" aria-label="Results" className="dock-tabs" onKeyDown={onKeyDown}>
      {tabs.map(({ id, title }) => (
        <button
          key={id}
          id={`dock-tab-${id}`}
          type="button"
          role="tab"
          className="dock-tab"
          aria-selected={id === tab}
          aria-controls="dock-panel"
          tabIndex={id === tab ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {title}
          {id === 'problems' && problems > 0 ? (
            <span className={`dock-count${grave ? ' grave' : ''}`}>{problems}</span>
          ) : null}
        </button>
      ))}
    </div>
  );
};
