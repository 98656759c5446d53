import { Tooltip } from '@base-ui/react/tooltip';
import type { LucideIcon } from 'lucide-react';
import { keysText } from '../commands/keys.ts';

interface IconButtonProps {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly keys?: string | undefined;
  readonly small?: boolean;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  onClick(event: React.MouseEvent<HTMLButtonElement>): void;
}

/** A button that is an icon; its name and shortcut are told after a moment. */
export const IconButton = ({
  label,
  icon: Icon,
  keys,
  small,
  pressed,
  disabled,
  side = 'bottom',
  onClick,
}: IconButtonProps) => (
  <Tooltip.Root>
    <Tooltip.Trigger
      render={
        <button
          type="button"
          className={small ? 'icon-button small' : 'icon-button'}
          aria-label={label}
          aria-pressed={pressed}
          aria-disabled={disabled || undefined}
          onClick={(event) => (disabled ? undefined : onClick(event))}
        />
      }
    >
      <Icon size={small ? 14 : 16} strokeWidth={1.75} aria-hidden="true" />
    </Tooltip.Trigger>
    <Tooltip.Portal>
      <Tooltip.Positioner side={side} sideOffset={6} className="float-place">
        <Tooltip.Popup className="tooltip">
          {label}
          {keys ? <span className="kbd">{keysText(keys)}</span> : null}
        </Tooltip.Popup>
      </Tooltip.Positioner>
    </Tooltip.Portal>
  </Tooltip.Root>
);
