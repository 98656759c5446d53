import type { Column } from '../../../contract/column.ts';
import type { Json } from '../../../contract/json.ts';
import type { ParamSchema } from '../schema.ts';

/** What every control of a form is given. */
export interface ControlProps {
  readonly id: string;
  readonly label: string;
  readonly schema: ParamSchema;
  readonly value: Json | undefined;
  readonly invalid: boolean;
  /** Columns that arrive at the node; undefined where nobody knows yet. */
  readonly columns: readonly Column[] | undefined;
  /** The node whose setting it is. */
  readonly node: string;
  onChange(value: Json | undefined): void;
}
