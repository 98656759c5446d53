import { useRef } from 'react';
import { sealStep } from '../../state/document.ts';
import { unwrapped } from '../schema.ts';
import type { ControlProps } from './control.ts';

/** A column as it stands in an expression. */
export const columnInExpression = (name: string): string =>
  /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(name) && !/^(and|or|not|in|between|is|missing|true|false)$/i.test(name)
    ? name
    : `\`${name.replaceAll('`', '``')}\``;

/** A formula: a few lines in a fixed-width face, and the columns that can be put in where the cursor stands. */
export const ExpressionControl = ({ id, label, schema, value, invalid, columns, onChange }: ControlProps) => {
  const area = useRef<HTMLTextAreaElement>(null);
  const text = typeof value === 'string' ? value : '';
  const insert = (name: string): void => {
    const at = area.current?.selectionStart ?? text.length;
    const until = area.current?.selectionEnd ?? at;
    onChange(`${text.slice(0, at)}${columnInExpression(name)}${text.slice(until)}`);
    sealStep();
    area.current?.focus();
  };
  return (
    <div className="expression-control">
      <textarea
        ref={area}
        id={id}
        className="field"
        rows={3}
        aria-label={label}
        aria-invalid={invalid || undefined}
        spellCheck={false}
        maxLength={unwrapped(schema).maxLength}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onBlur={sealStep}
      />
      <div className="expression-columns">
        {(columns ?? []).slice(0, 40).map(({ name }) => (
          <button key={name} type="button" className="chip-button" onClick={() => insert(name)}>
            {name}
          </button>
        ))}
      </div>
    </div>
  );
};
