import { Globe } from 'lucide-react';
import { allowAccess } from '../../files/allow-access.ts';
import { allowLabel } from './allow-label.ts';

/** Lets the flow reach what a source of it asks for; remembered for this flow. */
export const AllowButton = ({ access }: { readonly access: readonly string[] }) => (
  <button type="button" className="button small" onClick={() => void allowAccess(access)}>
    <Globe size={13} strokeWidth={1.75} aria-hidden="true" />
    {allowLabel(access)}
  </button>
);
