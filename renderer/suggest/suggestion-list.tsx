import type { Suggestion } from '../../contract/suggestion.ts';

interface ListProps {
  readonly suggestions: readonly Suggestion[];
  readonly chosen: ReadonlySet<Suggestion>;
  onTick(those: readonly Suggestion[], on: boolean): void;
}

const Group = ({ name, suggestions, chosen, onTick }: ListProps & { readonly name: string }) => {
  const ticked = suggestions.filter((one) => chosen.has(one)).length;
  return (
    <fieldset className="suggest-group" aria-label={name}>
      <label className="suggest-all">
        <input
          type="checkbox"
          checked={ticked === suggestions.length}
          ref={(box) => {
            if (box) box.indeterminate = ticked > 0 && ticked < suggestions.length;
          }}
          onChange={(event) => onTick(suggestions, event.target.checked)}
        />
        <span className="truncate">{name}</span>
      </label>
      {suggestions.map((one) => (
        <label key={one.text} className="suggest-one">
          <input type="checkbox" checked={chosen.has(one)} onChange={(event) => onTick([one], event.target.checked)} />
          <code>{one.text}</code>
          {one.detail ? <span className="suggest-detail">{one.detail}</span> : null}
        </label>
      ))}
    </fieldset>
  );
};

const groupsOf = (suggestions: readonly Suggestion[]): ReadonlyMap<string, readonly Suggestion[]> => {
  const groups = new Map<string, Suggestion[]>();
  for (const one of suggestions) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return groups;
};

/** Suggestions under their headings, each with a box to tick, and one for all of a heading. */
export const SuggestionList = (props: ListProps) => {
  const groups = groupsOf(props.suggestions);
  return (
    <div className="suggest-list">
      {[...groups].map(([name, suggestions]) => (
        <Group key={name} {...props} name={name} suggestions={suggestions} />
      ))}
      {groups.size === 0 ? <p className="suggest-note">No suggestion has these words.</p> : null}
    </div>
  );
};
