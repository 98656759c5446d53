import { useState } from 'react';
import { sealStep } from '../../state/document.ts';
import type { ControlProps } from './control.ts';
import { readNumber } from './number-control.tsx';

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : '');

const numbersIn = (text: string): readonly (number | undefined)[] =>
  text
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map(readNumber);

const sameNumbers = (text: string, value: unknown): boolean =>
  numbersIn(text).join() === (Array.isArray(value) ? value.join() : '');

/** Several numbers, separated by commas. */
export const NumbersControl = ({ id, label, value, invalid, onChange }: ControlProps) => {
  const [typed, setTyped] = useState<string>();
  const [wrong, setWrong] = useState(false);
  const type = (text: string): void => {
    setTyped(text);
    const parts = numbersIn(text);
    const numbers = parts.filter((number) => number !== undefined);
    setWrong(numbers.length < parts.length);
    if (numbers.length === parts.length) onChange(numbers);
  };
  return (
    <input
      id={id}
      className="field numeric"
      aria-label={label}
      aria-invalid={invalid || wrong || undefined}
      placeholder="64, 32"
      autoComplete="off"
      value={typed !== undefined && (wrong || sameNumbers(typed, value)) ? typed : textOf(value)}
      onChange={(event) => type(event.target.value)}
      onBlur={() => {
        setTyped(undefined);
        setWrong(false);
        sealStep();
      }}
    />
  );
};
