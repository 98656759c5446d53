const paddle = 'M9.2 4.6 9.5 1.6Q9.5 1.1 10 1.1H11.6Q12.2 1.1 11.9 1.7L10.7 4.6Z';
const turns = Array.from({ length: 10 }, (_, index) => index * 36);

/** The product's mark: a mill wheel. */
export const Mark = ({ size = 18 }: { readonly size?: number }) => (
  <svg className="mark" viewBox="0 0 20 20" width={size} height={size} fill="currentColor" aria-hidden="true">
    {turns.map((turn) => (
      <path key={turn} d={paddle} transform={`rotate(${turn} 10 10)`} />
    ))}
    <path fillRule="evenodd" d="M10 3.6a6.4 6.4 0 1 0 .01 0ZM10 5.8a4.2 4.2 0 1 1-.01 0Z" />
    <circle cx="10" cy="10" r="2" />
  </svg>
);
