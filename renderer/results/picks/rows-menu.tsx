import { Menu } from '@base-ui/react/menu';
import { Rows3 } from 'lucide-react';
import type { RowPick } from '../../../contract/row-pick.ts';
import { keyed } from '../keyed.ts';
import { useShowRows } from './show-rows.ts';

const counted = (rows: number): string => `${rows.toLocaleString('en-GB')} ${rows === 1 ? 'row' : 'rows'}`;

interface RowsMenuProps {
  readonly title: string;
  readonly picks: readonly RowPick[];
}

/** All that can be clicked in a figure, as a list: for keys, and for those who can't see it. */
export const RowsMenu = ({ title, picks }: RowsMenuProps) => {
  const show = useShowRows();
  if (!show || picks.length === 0) return null;
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="button plain small" aria-label={`Rows of ${title}`}>
        <Rows3 size={14} strokeWidth={1.75} aria-hidden="true" />
        Rows…
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="float-place" sideOffset={4} align="end">
          <Menu.Popup className="float menu rows-menu">
            {keyed(picks, ({ label }) => label).map(({ key, item }) => (
              <Menu.Item key={key} className="menu-item" onClick={() => show(item)}>
                <span>{item.label}</span>
                <span className="menu-keys numeric">{counted(item.rows)}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
};
