import { sealStep } from '../../state/document.ts';
import { unwrapped } from '../schema.ts';
import type { ControlProps } from './control.ts';
import { NumberControl } from './number-control.tsx';

const steps = 200;

interface Range {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly whole: boolean;
}

export const toPosition = (value: number, { low, high, log }: Range): number =>
  log
    ? ((Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))) * steps
    : ((value - low) / (high - low)) * steps;

export const fromPosition = (position: number, { low, high, log, whole }: Range): number => {
  const share = position / steps;
  const value = log ? Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low))) : low + share * (high - low);
  if (whole) return Math.round(value);
  return Number(log ? value.toPrecision(2) : value.toFixed(Math.max(0, 2 - Math.floor(Math.log10(high - low)))));
};

/** A bounded number: a slider, and a field for the exact value. */
export const SliderControl = (props: ControlProps) => {
  const { label, schema: given, value, onChange } = props;
  const schema = unwrapped(given);
  const { minimum: low = 0, maximum: high = 1 } = schema;
  const range: Range = { low, high, log: schema.log === true && low > 0, whole: schema.type === 'integer' };
  const current = typeof value === 'number' ? Math.min(high, Math.max(low, value)) : low;
  const at = toPosition(current, range);
  return (
    <span className="slider-control">
      <input
        type="range"
        className="slider"
        aria-label={`${label}, slider`}
        aria-valuetext={String(value ?? '')}
        min={0}
        max={steps}
        step={range.whole && !range.log ? steps / Math.max(1, Math.min(steps, high - low)) : 1}
        value={at}
        style={{ '--at': `${(at / steps) * 100}%` } as React.CSSProperties}
        onChange={(event) => onChange(fromPosition(Number(event.target.value), range))}
        onPointerUp={sealStep}
      />
      <NumberControl {...props} />
    </span>
  );
};
