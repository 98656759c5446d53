interface SegmentsProps {
  readonly label: string;
  readonly options: readonly string[];
  readonly chosen: string;
  readonly onChoose: (option: string) => void;
}

/** One of a few. */
export const Segments = ({ label, options, chosen, onChoose }: SegmentsProps) => (
  <fieldset className="segments">
    <legend className="visually-hidden">{label}</legend>
    {options.map((option) => (
      <button
        key={option}
        type="button"
        className="segment"
        aria-pressed={option === chosen}
        onClick={() => onChoose(option)}
      >
        {option}
      </button>
    ))}
  </fieldset>
);
