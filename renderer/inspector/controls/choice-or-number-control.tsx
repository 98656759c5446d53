import { alternatives, choicesOf, choiceText, initialValue, type ParamSchema } from '../schema.ts';
import { Choice } from './choice.tsx';
import type { ControlProps } from './control.ts';
import { NumberControl } from './number-control.tsx';

const own = '—number—';

/** A number, or one of a few words such as `auto`. */
export const ChoiceOrNumberControl = (props: ControlProps) => {
  const { id, label, schema, value, invalid, onChange } = props;
  const choices = choicesOf(schema);
  const number: ParamSchema = alternatives(schema).find((option) => choicesOf(option).length === 0) ?? {};
  const options = [
    ...choices.map((choice) => ({ value: JSON.stringify(choice), text: choiceText(choice) })),
    { value: own, text: 'number…' },
  ];
  const isNumber = typeof value === 'number' && !choices.includes(value);
  return (
    <span className="choice-or-number">
      <Choice
        id={id}
        label={label}
        invalid={invalid}
        value={isNumber ? own : JSON.stringify(value)}
        options={options}
        onChoose={(key) =>
          onChange(key === own ? initialValue(number) : choices.find((choice) => JSON.stringify(choice) === key))
        }
      />
      {isNumber ? <NumberControl {...props} id={`${id}-number`} label={`${label}, number`} schema={number} /> : null}
    </span>
  );
};
