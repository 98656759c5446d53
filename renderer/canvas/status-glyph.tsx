import type { Glyph } from './card-status.ts';

const shapes: Readonly<Record<Glyph, React.ReactNode>> = {
  idle: <circle cx="8" cy="8" r="5.25" fill="none" strokeWidth="1.5" stroke="currentColor" />,
  queued: (
    <g fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round">
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.75V8l2 1.5" />
    </g>
  ),
  running: (
    <g fill="none" strokeWidth="2" strokeLinecap="round">
      <circle cx="8" cy="8" r="5.75" stroke="currentColor" opacity="0.25" />
      <path className="turning" d="M8 2.25a5.75 5.75 0 0 1 5.75 5.75" stroke="currentColor" />
    </g>
  ),
  done: (
    <g>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path
        d="m5 8.2 2.1 2.1L11 6.2"
        fill="none"
        stroke="var(--on-status)"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </g>
  ),
  reused: (
    <g>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx="8" cy="8" r="2.75" fill="currentColor" />
    </g>
  ),
  stale: <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.75" strokeDasharray="3.2 3.08" />,
  error: (
    <g>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M8 4.5v4.2M8 11.2v.1" stroke="var(--on-status)" strokeWidth="1.75" strokeLinecap="round" />
    </g>
  ),
  skipped: (
    <g fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round">
      <circle cx="8" cy="8" r="6" />
      <path d="M5.5 8h5" />
    </g>
  ),
  cancelled: (
    <g fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round">
      <circle cx="8" cy="8" r="6" />
      <path d="m4 12 8-8" />
    </g>
  ),
  bypassed: (
    <path
      d="M3 8h10"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeDasharray="2 3"
    />
  ),
};

/** A status by shape and colour. What it means is said in words beside it. */
export const StatusGlyph = ({ glyph }: { readonly glyph: Glyph }) => (
  <svg className={`status-glyph ${glyph}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    {shapes[glyph]}
  </svg>
);
