/** The product's mark: a wheel of paddles in a stream. */
export const Mark = ({ size = 18 }: { readonly size?: number }) => (
  <svg className="mark" viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
    <path d="M10 1.8 12.3 7.7 18.2 10 12.3 12.3 10 18.2 7.7 12.3 1.8 10 7.7 7.7Z" fill="currentColor" />
    <circle cx="10" cy="10" r="2" fill="var(--panel)" />
  </svg>
);
