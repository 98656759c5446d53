import { Select } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

export interface Option {
  readonly value: string;
  readonly text: string;
  readonly icon?: ReactNode;
}

interface ChoiceProps {
  readonly id?: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly Option[];
  readonly invalid?: boolean;
  readonly placeholder?: string;
  readonly small?: boolean;
  onChoose(value: string): void;
}

/** One of several, from a list that opens below. */
export const Choice = ({
  id,
  label,
  value,
  options,
  invalid,
  placeholder = 'Choose…',
  small,
  onChoose,
}: ChoiceProps) => {
  const chosen = options.find((option) => option.value === value);
  return (
    <Select.Root
      value={value ?? null}
      onValueChange={(next) => {
        if (typeof next === 'string') onChoose(next);
      }}
    >
      <Select.Trigger
        id={id}
        className={small ? 'field choice small' : 'field choice'}
        aria-label={label}
        aria-invalid={invalid || undefined}
      >
        {chosen?.icon}
        <span className="truncate" data-empty={chosen ? undefined : true}>
          {chosen?.text ?? (value || placeholder)}
        </span>
        <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner className="float-place" sideOffset={4} alignItemWithTrigger={false}>
          <Select.Popup className="float menu choices">
            {options.map((option) => (
              <Select.Item key={option.value} value={option.value} className="menu-item">
                {option.icon}
                <Select.ItemText className="truncate">{option.text}</Select.ItemText>
                <Select.ItemIndicator className="menu-tick">
                  <Check size={14} />
                </Select.ItemIndicator>
              </Select.Item>
            ))}
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
};
