import { useState } from 'react';
import type { Json } from '../../../contract/json.ts';
import { sealStep } from '../../state/document.ts';
import type { ControlProps } from './control.ts';

const parsed = (text: string): { readonly value: Json } | undefined => {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
};

/** Anything no other control is for, as JSON. */
export const JsonControl = ({ id, label, value, invalid, onChange }: ControlProps) => {
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (value === undefined ? '' : JSON.stringify(value, null, 2));
  return (
    <textarea
      id={id}
      className="field mono"
      aria-label={label}
      aria-invalid={invalid || (shown !== '' && !parsed(shown)) || undefined}
      spellCheck={false}
      rows={3}
      value={shown}
      onChange={(event) => {
        setTyped(event.target.value);
        const read = parsed(event.target.value);
        if (read) onChange(read.value);
        else if (event.target.value.trim() === '') onChange(undefined);
      }}
      onBlur={() => {
        setTyped(undefined);
        sealStep();
      }}
    />
  );
};
