import { X } from 'lucide-react';
import { dropToast, useSession } from '../state/session.ts';

/** What is said in passing: lower middle, gone by itself. */
export const Toasts = () => {
  const toasts = useSession((state) => state.toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className="float toast" data-tone={toast.tone}>
          <span>{toast.text}</span>
          {toast.action ? (
            <button
              type="button"
              className="button small"
              onClick={() => {
                toast.action?.run();
                dropToast(toast.id);
              }}
            >
              {toast.action.label}
            </button>
          ) : null}
          <button type="button" className="icon-button small" aria-label="Dismiss" onClick={() => dropToast(toast.id)}>
            <X size={14} />
          </button>
        </div>
      ))}
    </div>
  );
};
