import { Menu } from '@base-ui/react/menu';
import { useMemo } from 'react';
import { keysText } from '../commands/keys.ts';
import { commandOf, runCommand } from '../commands/registry.ts';
import { setSession } from '../state/session.ts';

interface PopMenuProps {
  /** Commands by id; null is a line between them. */
  readonly commands: readonly (string | null)[];
  readonly screen: readonly [number, number];
}

const Item = ({ id }: { readonly id: string }) => {
  const command = commandOf(id);
  if (!command) return null;
  const refused = command.refused?.();
  return (
    <Menu.Item
      className="menu-item"
      disabled={refused !== undefined}
      title={refused}
      onClick={() => {
        setSession({ overlay: null });
        runCommand(id);
      }}
    >
      <span>{command.title}</span>
      {command.keys?.[0] ? <span className="menu-keys">{keysText(command.keys[0])}</span> : null}
    </Menu.Item>
  );
};

/** A menu of commands at a place on the screen. */
export const PopMenu = ({ commands, screen: [x, y] }: PopMenuProps) => {
  const anchor = useMemo(() => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }), [x, y]);
  return (
    <Menu.Root
      open
      modal={false}
      onOpenChange={(open) => {
        if (!open) setSession({ overlay: null });
      }}
    >
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} side="bottom" align="start" className="float-place">
          <Menu.Popup className="float menu" aria-label="Menu">
            {commands.map((id, index) =>
              id === null ? (
                <Menu.Separator key={`line-${commands[index + 1] ?? 'end'}`} className="menu-line" />
              ) : (
                <Item key={id} id={id} />
              ),
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
};
