import type { ReactNode } from 'react';

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/** What stands where there is nothing to show. */
export const Empty = ({ title, children }: EmptyProps) => (
  <div className="results-empty">
    <p className="results-empty-title">{title}</p>
    {children ? <div>{children}</div> : null}
  </div>
);
