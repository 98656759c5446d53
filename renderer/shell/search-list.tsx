import { Search } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

export interface SearchItem {
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
  /** Why it cannot be chosen now. */
  readonly refused?: string;
  readonly description?: string;
}

interface SearchListProps {
  readonly label: string;
  readonly placeholder: string;
  readonly query: string;
  readonly items: readonly SearchItem[];
  readonly empty: ReactNode;
  onQuery(query: string): void;
  onChoose(id: string): void;
  onLeave(): void;
}

const next = (items: readonly SearchItem[], at: number, by: 1 | -1): number =>
  items.length === 0 ? -1 : (at + by + items.length) % items.length;

/** A search field over a list: arrows move, Enter chooses, Escape leaves. */
export const SearchList = (props: SearchListProps) => {
  const { label, placeholder, query, items, empty, onQuery, onChoose, onLeave } = props;
  const [active, setActive] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  const at = Math.min(active, items.length - 1);
  const choose = (item: SearchItem | undefined) => {
    if (item && !item.refused) onChoose(item.id);
  };
  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive(next(items, at, 1));
    else if (event.key === 'ArrowUp') setActive(next(items, at, -1));
    else if (event.key === 'Enter') choose(items[at]);
    else if (event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const described = items[at]?.refused ?? items[at]?.description;
  return (
    <div className="search-list">
      <div className="search-field">
        <Search size={16} strokeWidth={1.75} aria-hidden="true" />
        <input
          ref={(field) => field?.focus({ preventScroll: true })}
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={items[at] ? `${id}-${items[at].id}` : undefined}
          placeholder={placeholder}
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setActive(0);
            onQuery(event.target.value);
          }}
          onKeyDown={onKey}
        />
      </div>
      <div className="search-items" role="listbox" id={`${id}-list`} aria-label={label} ref={list}>
        {items.map((item, index) => (
          // The field holds the focus and the keys.
          <div
            key={item.id}
            id={`${id}-${item.id}`}
            role="option"
            tabIndex={-1}
            aria-label={item.label}
            aria-selected={index === at}
            aria-disabled={item.refused ? true : undefined}
            className="search-item"
            onPointerMove={() => setActive(index)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(item)}
            onKeyDown={onKey}
          >
            {item.content}
          </div>
        ))}
        {items.length === 0 ? <div className="search-empty">{empty}</div> : null}
      </div>
      {described ? <div className="search-description">{described}</div> : null}
    </div>
  );
};
