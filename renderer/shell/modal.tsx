import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';

interface ModalProps {
  readonly title: string;
  readonly className?: string;
  /** The title is for screen readers only. */
  readonly bare?: boolean;
  /** What has the focus first; else the first thing that takes it. */
  readonly focus?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
  onLeave(): void;
}

/** A dialog in the middle of the window. Escape, the cross and a click beside it leave. */
export const Modal = ({ title, className = '', bare = false, focus, children, onLeave }: ModalProps) => (
  <Dialog.Root
    open
    onOpenChange={(open) => {
      if (!open) onLeave();
    }}
  >
    <Dialog.Portal>
      <Dialog.Backdrop className="backdrop" />
      <Dialog.Popup className={`float modal ${className}`} {...(focus ? { initialFocus: focus } : {})}>
        <Dialog.Title className={bare ? 'visually-hidden' : 'modal-title'}>{title}</Dialog.Title>
        {children}
        {bare ? null : (
          <Dialog.Close className="icon-button modal-close" aria-label="Close">
            <X size={16} strokeWidth={1.75} />
          </Dialog.Close>
        )}
      </Dialog.Popup>
    </Dialog.Portal>
  </Dialog.Root>
);
