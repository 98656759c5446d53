const families = ['source', 'clean', 'split', 'train', 'evaluate'] as const;

const row = (index: number): number => [40, 22, 40, 58, 40][index] ?? 40;

/** A small flow in the colours of the families. */
export const FamilyStrip = () => (
  <svg className="family-strip" viewBox="0 0 420 84" width="420" height="84" aria-hidden="true">
    {families.slice(1).map((family, index) => {
      const [x, y0, y1] = [index * 84 + 64, row(index), row(index + 1)];
      return (
        <path
          key={family}
          d={`M${x} ${y0}C${x + 18} ${y0} ${x + 6} ${y1} ${x + 24} ${y1}`}
          fill="none"
          strokeWidth="1.75"
        />
      );
    })}
    {families.map((family, index) => (
      <g key={family} data-family={family} transform={`translate(${index * 84 + 4} ${row(index) - 18})`}>
        <rect className="strip-card" width="60" height="36" rx="7" />
        <rect className="strip-tile" x="8" y="8" width="12" height="12" rx="3.5" />
        <rect className="strip-line" x="25" y="9" width={26 - (index % 3) * 4} height="4" rx="2" />
        <rect className="strip-line faint" x="25" y="16" width={18 - (index % 2) * 5} height="3" rx="1.5" />
        <rect className="strip-line faint" x="8" y="26" width="44" height="3" rx="1.5" />
      </g>
    ))}
  </svg>
);
