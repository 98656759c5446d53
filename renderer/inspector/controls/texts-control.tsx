import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { choiceText } from '../schema.ts';
import type { ControlProps } from './control.ts';

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** A list of words: chips that are taken off, and a field that adds one. */
export const TextsControl = ({ id, label, value, invalid, onChange }: ControlProps) => {
  const texts = textsOf(value);
  const [typed, setTyped] = useState('');
  const add = (): void => {
    if (!texts.includes(typed)) onChange([...texts, typed]);
    setTyped('');
  };
  return (
    <div className="chips-control" data-invalid={invalid || undefined}>
      {texts.map((text) => (
        <span key={text} className="chip">
          <span className="truncate">{choiceText(text)}</span>
          <button
            type="button"
            aria-label={`Remove ${choiceText(text)}`}
            onClick={() => onChange(texts.filter((other) => other !== text))}
          >
            <X size={12} />
          </button>
        </span>
      ))}
      <span className="chip-add">
        <input
          id={id}
          aria-label={`${label}: add`}
          placeholder="Add…"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') add();
            if (event.key === 'Backspace' && typed === '') onChange(texts.slice(0, -1));
          }}
        />
        <button type="button" aria-label={`${label}: add what is typed`} onClick={add}>
          <Plus size={12} />
        </button>
      </span>
    </div>
  );
};
