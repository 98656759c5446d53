import type { ReactNode, Ref } from 'react';

interface ScrollBoxProps {
  readonly className: string;
  readonly label: string;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLElement>;
}

const focusable = { tabIndex: 0 };

/** What may be larger than its place and has nothing to press: it takes the focus, so that the arrow keys scroll it. */
export const ScrollBox = ({ className, label, children, ref }: ScrollBoxProps) => (
  <section ref={ref} className={className} aria-label={label} {...focusable}>
    {children}
  </section>
);
