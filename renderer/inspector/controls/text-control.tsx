import { sealStep } from '../../state/document.ts';
import { isNullable, unwrapped } from '../schema.ts';
import type { ControlProps } from './control.ts';

/** One line of text. */
export const TextControl = ({ id, label, schema, value, invalid, onChange }: ControlProps) => (
  <input
    id={id}
    className="field"
    aria-label={label}
    aria-invalid={invalid || undefined}
    spellCheck={false}
    autoComplete="off"
    maxLength={unwrapped(schema).maxLength}
    value={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
    onChange={(event) => onChange(event.target.value === '' && isNullable(schema) ? null : event.target.value)}
    onBlur={sealStep}
  />
);
