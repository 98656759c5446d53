import type { PortKind } from '../../contract/ports.ts';

const hexagon = 'M8 2.6 12.7 5.3v5.4L8 13.4 3.3 10.7V5.3Z';

const shapeOf = (kind: PortKind, filled: boolean) => {
  const look = { fill: filled ? 'currentColor' : 'var(--card)', stroke: 'currentColor', strokeWidth: 1.75 } as const;
  switch (kind) {
    case 'table':
      return <rect x="3.5" y="3.5" width="9" height="9" rx="2.5" {...look} />;
    case 'learner':
      return (
        <g>
          <path d={hexagon} {...look} strokeLinejoin="round" fill="var(--card)" />
          {filled ? <circle cx="8" cy="8" r="1.9" fill="currentColor" /> : null}
        </g>
      );
    case 'model':
      return <path d={hexagon} {...look} strokeLinejoin="round" />;
    case 'predictions':
      return <path d="M8 2.4 13.6 8 8 13.6 2.4 8Z" {...look} strokeLinejoin="round" />;
    case 'report':
      return <circle cx="8" cy="8" r="5" {...look} />;
  }
};

interface PortGlyphProps {
  readonly kind: PortKind;
  /** A wire is there. */
  readonly filled?: boolean;
  /** A table that carries a split has a second square behind it. */
  readonly split?: boolean;
}

/** A port's kind by shape and colour. */
export const PortGlyph = ({ kind, filled = false, split = false }: PortGlyphProps) => (
  <svg className="port-glyph" data-kind={kind} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    {kind === 'table' && split ? (
      <rect x="6" y="1" width="9" height="9" rx="2.5" fill="var(--card)" stroke="currentColor" strokeWidth="1.5" />
    ) : null}
    {shapeOf(kind, filled)}
  </svg>
);
