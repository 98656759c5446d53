import { choicesOf, choiceText, unwrapped } from '../schema.ts';
import type { ControlProps } from './control.ts';

const chosenOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** Any of a few values that the schema names, each a chip that is on or off; they stay in the schema's order. */
export const ChoicesControl = ({ id, label, schema, value, invalid, onChange }: ControlProps) => {
  const choices = choicesOf(unwrapped(schema).items ?? {}).map(String);
  const chosen = chosenOf(value);
  const toggle = (choice: string): void =>
    onChange(choices.filter((other) => (other === choice) !== chosen.includes(other)));
  return (
    <fieldset id={id} className="chips-control choices-control" aria-label={label} data-invalid={invalid || undefined}>
      {choices.map((choice) => (
        <label key={choice} className="chip" data-off={chosen.includes(choice) ? undefined : true}>
          <input type="checkbox" checked={chosen.includes(choice)} onChange={() => toggle(choice)} />
          {choiceText(choice)}
        </label>
      ))}
    </fieldset>
  );
};
