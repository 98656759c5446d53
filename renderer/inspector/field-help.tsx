import { Popover } from '@base-ui/react/popover';
import { CircleHelp } from 'lucide-react';

/** What a setting means: on hover, focus or click. */
export const FieldHelp = ({ text, label }: { readonly text: string; readonly label: string }) => (
  <Popover.Root>
    <Popover.Trigger className="field-help" aria-label={`About ${label}`} openOnHover delay={300}>
      <CircleHelp size={12} strokeWidth={2} />
    </Popover.Trigger>
    <Popover.Portal>
      <Popover.Positioner className="float-place" side="left" sideOffset={8}>
        <Popover.Popup className="tooltip wide" aria-label={`About ${label}`}>
          {text}
        </Popover.Popup>
      </Popover.Positioner>
    </Popover.Portal>
  </Popover.Root>
);
