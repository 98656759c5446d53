import { choicesOf, choiceText, isNullable } from '../schema.ts';
import { Choice } from './choice.tsx';
import type { ControlProps } from './control.ts';

const none = '—none—';

/** One of the values that the schema names. */
export const SelectControl = ({ id, label, schema, value, invalid, onChange }: ControlProps) => {
  const choices = choicesOf(schema);
  const texts = new Map(choices.map((choice) => [JSON.stringify(choice), choice]));
  const options = [...texts].map(([key, choice]) => ({ value: key, text: choiceText(choice) }));
  const empty = isNullable(schema) ? [{ value: none, text: 'none' }] : [];
  return (
    <Choice
      id={id}
      label={label}
      invalid={invalid}
      value={value === null && empty.length > 0 ? none : value === undefined ? undefined : JSON.stringify(value)}
      options={[...empty, ...options]}
      onChoose={(key) => onChange(key === none ? null : texts.get(key))}
    />
  );
};
