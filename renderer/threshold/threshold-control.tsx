import type { ControlProps } from '../inspector/controls/control.ts';
import { NumberControl } from '../inspector/controls/number-control.tsx';
import { OpenStudio } from './open-studio.tsx';

/** A threshold as a number, with the studio to try it out. */
export const ThresholdControl = (props: ControlProps) => (
  <span className="threshold-control">
    <NumberControl {...props} />
    <OpenStudio node={props.node} />
  </span>
);
