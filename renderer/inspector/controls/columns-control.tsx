import { Popover } from '@base-ui/react/popover';
import { Check, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { type Column, columnTypes } from '../../../contract/column.ts';
import { ColumnIcon } from '../../shell/column-icon.tsx';
import { unwrapped } from '../schema.ts';
import type { ControlProps } from './control.ts';

const isPattern = (text: string): boolean => /^(type|role):|^\/.*\/$/.test(text);

const namesOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

const patternText = (text: string): string => text.replace(/^type:/, 'all ').replace(/^role:/, 'role ');

const Chip = ({
  text,
  column,
  known,
  onRemove,
}: {
  readonly text: string;
  readonly column: Column | undefined;
  readonly known: boolean;
  onRemove(): void;
}) => (
  <span
    className="chip"
    data-gone={known && !column && !isPattern(text) ? true : undefined}
    data-pattern={isPattern(text) || undefined}
  >
    {column ? <ColumnIcon type={column.type} /> : null}
    <span className="truncate" title={text}>
      {patternText(text)}
    </span>
    <button type="button" aria-label={`Remove ${text}`} onClick={onRemove}>
      <X size={12} />
    </button>
  </span>
);

interface PickProps {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly chosen: readonly string[];
  readonly types: readonly string[];
  onToggle(name: string): void;
}

const Pick = ({ label, columns, chosen, types, onToggle }: PickProps) => {
  const [query, setQuery] = useState('');
  const shown = columns.filter((column) => column.name.toLowerCase().includes(query.trim().toLowerCase()));
  const typed = query.trim();
  const patterns = columnTypes.filter((type) => types.includes(type)).map((type) => `type:${type}`);
  const row = (text: string, content: React.ReactNode) => (
    <button
      key={text}
      type="button"
      role="option"
      aria-selected={chosen.includes(text)}
      className="menu-item"
      onClick={() => onToggle(text)}
    >
      {content}
      <span className="menu-tick">{chosen.includes(text) ? <Check size={14} /> : null}</span>
    </button>
  );
  return (
    <>
      <input
        className="field"
        aria-label={`${label}: search`}
        placeholder="Search, or type a name or /pattern/"
        spellCheck={false}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !typed) return;
          const [only] = shown;
          onToggle(shown.length === 1 && only ? only.name : typed);
          setQuery('');
        }}
      />
      <div className="pick-list" role="listbox" aria-label={label} aria-multiselectable="true">
        {shown.map((column) =>
          row(
            column.name,
            <>
              <ColumnIcon type={column.type} />
              <span className="truncate">{column.name}</span>
            </>,
          ),
        )}
        {query
          ? null
          : patterns.map((pattern) =>
              row(pattern, <span className="truncate pick-pattern">{patternText(pattern)} columns</span>),
            )}
      </div>
    </>
  );
};

/** Several columns: names, kinds of columns (`type:number`) or patterns. Vanished ones stay, struck through. */
export const ColumnsControl = ({ id, label, schema, value, invalid, columns, onChange }: ControlProps) => {
  const chosen = namesOf(value);
  const wanted = unwrapped(schema).columnTypes;
  const fitting = (columns ?? []).filter((column) => !wanted || wanted.includes(column.type));
  const toggle = (name: string): void =>
    onChange(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name]);
  return (
    <div className="chips-control" data-invalid={invalid || undefined}>
      {chosen.map((text) => (
        <Chip
          key={text}
          text={text}
          column={columns?.find((column) => column.name === text)}
          known={columns !== undefined}
          onRemove={() => toggle(text)}
        />
      ))}
      {chosen.length === 0 ? <span className="chips-none">all</span> : null}
      <Popover.Root>
        <Popover.Trigger id={id} className="chip-button" aria-label={`${label}: choose columns`}>
          <Plus size={12} /> Column
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner className="float-place" sideOffset={4} align="start">
            <Popover.Popup className="float pick" aria-label={label}>
              <Pick label={label} columns={fitting} chosen={chosen} types={wanted ?? columnTypes} onToggle={toggle} />
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
};
