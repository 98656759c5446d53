import { Switch } from '@base-ui/react/switch';
import type { ControlProps } from './control.ts';

/** On or off. */
export const SwitchControl = ({ id, label, value, onChange }: ControlProps) => (
  <Switch.Root
    id={id}
    className="switch"
    aria-label={label}
    checked={value === true}
    onCheckedChange={(on) => onChange(on)}
  >
    <Switch.Thumb className="switch-thumb" />
  </Switch.Root>
);
