import { useState } from 'react';
import { sealStep } from '../../state/document.ts';
import { isNullable, unwrapped } from '../schema.ts';
import type { ControlProps } from './control.ts';

const isWhole = (type: unknown): boolean => type === 'integer' || (Array.isArray(type) && type.includes('integer'));

export const stepOf = (value: number, whole: boolean): number => {
  if (whole) return 1;
  const size = Math.abs(value);
  return size === 0 ? 0.1 : 10 ** (Math.floor(Math.log10(size)) - 1);
};

/** A number as typed; undefined where it is none. Takes a comma for the decimal point. */
export const readNumber = (text: string): number | undefined => {
  const plain = text
    .trim()
    .replace(/[\s_]/g, '')
    .replace(/^(-?\d+),(\d+)$/, '$1.$2');
  const value = Number(plain);
  return plain === '' || !Number.isFinite(value) ? undefined : value;
};

const rounded = (value: number): number => Number(value.toPrecision(12));

/** A number, typed or stepped with the arrow keys. What is out of bounds is kept and marked, not corrected behind the user's back. */
export const NumberControl = ({ id, label, schema: given, value, invalid, onChange }: ControlProps) => {
  const schema = unwrapped(given);
  const whole = isWhole(schema.type);
  const [typed, setTyped] = useState<string>();
  const read = typed === undefined ? undefined : readNumber(typed);
  const current = typeof value === 'number' ? value : undefined;
  const shown = typed !== undefined && (read === undefined || read === current) ? typed : String(current ?? '');
  const type = (text: string): void => {
    setTyped(text);
    const read = readNumber(text);
    if (read !== undefined) onChange(read);
    else if (text.trim() === '') onChange(isNullable(given) ? null : undefined);
  };
  const step = (by: number): void => {
    const from = typeof value === 'number' ? value : (schema.minimum ?? 0);
    const to = rounded(from + by * stepOf(from, whole));
    setTyped(undefined);
    onChange(Math.min(schema.maximum ?? Infinity, Math.max(schema.minimum ?? -Infinity, to)));
  };
  return (
    <span className="number-control">
      <input
        id={id}
        className="field numeric"
        inputMode="decimal"
        autoComplete="off"
        aria-label={label}
        aria-invalid={
          invalid || (typed !== undefined && typed.trim() !== '' && readNumber(typed) === undefined) || undefined
        }
        placeholder={schema.default === undefined || schema.default === null ? 'none' : String(schema.default)}
        value={shown}
        onChange={(event) => type(event.target.value)}
        onBlur={() => {
          setTyped(undefined);
          sealStep();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          step((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1));
        }}
      />
      {schema.unit ? <span className="unit">{schema.unit}</span> : null}
    </span>
  );
};
