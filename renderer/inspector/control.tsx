import { CorrectionsControl } from '../review/corrections-control.tsx';
import { SearchSpaceControl } from '../search-space/search-space-control.tsx';
import { ThresholdControl } from '../threshold/threshold-control.tsx';
import { ByColumnControl } from './controls/by-column-control.tsx';
import { ChoiceOrNumberControl } from './controls/choice-or-number-control.tsx';
import { ChoicesControl } from './controls/choices-control.tsx';
import { ColumnControl } from './controls/column-control.tsx';
import { ColumnsControl } from './controls/columns-control.tsx';
import type { ControlProps } from './controls/control.ts';
import { ExpressionControl } from './controls/expression-control.tsx';
import { FileControl } from './controls/file-control.tsx';
import { GridControl } from './controls/grid-control.tsx';
import { ItemsControl } from './controls/items-control.tsx';
import { JsonControl } from './controls/json-control.tsx';
import { NumberControl } from './controls/number-control.tsx';
import { NumbersControl } from './controls/numbers-control.tsx';
import { SelectControl } from './controls/select-control.tsx';
import { SliderControl } from './controls/slider-control.tsx';
import { SwitchControl } from './controls/switch-control.tsx';
import { TextControl } from './controls/text-control.tsx';
import { TextsControl } from './controls/texts-control.tsx';
import { type FieldKind, fieldKind } from './schema.ts';

const controls: Readonly<Record<FieldKind, (props: ControlProps) => React.ReactNode>> = {
  number: NumberControl,
  slider: SliderControl,
  select: SelectControl,
  switch: SwitchControl,
  text: TextControl,
  texts: TextsControl,
  choices: ChoicesControl,
  expression: ExpressionControl,
  numbers: NumbersControl,
  items: ItemsControl,
  file: FileControl,
  column: ColumnControl,
  columns: ColumnsControl,
  'by-column': ByColumnControl,
  grid: GridControl,
  corrections: CorrectionsControl,
  threshold: ThresholdControl,
  'search-space': SearchSpaceControl,
  'choice-or-number': ChoiceOrNumberControl,
  json: JsonControl,
};

/** The control that a setting's schema asks for. */
export const Control = (props: ControlProps) => {
  const Chosen = controls[fieldKind(props.schema)];
  return <Chosen {...props} />;
};
