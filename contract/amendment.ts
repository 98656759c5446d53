import type { Column } from './column.ts';
import type { Table } from './values.ts';

/**
 * A column that is a column of the table before it: as it is, with its gaps filled, or whether there is a gap. Where its type
 * is another, it is a text of what stands there, as SQL's CAST writes it.
 */
export interface TouchedColumn {
  readonly of: string;
  readonly fill?: number | string | boolean;
  readonly missing?: true;
}

/**
 * How little a SELECT changes, so that what stays need not be written anew: it only leaves out rows; or only tells the part of
 * each row; or gives these columns, one for each of the new table, and all rows. The engine takes the node's word for it.
 */
export type Touch = 'rows' | 'parts' | readonly TouchedColumn[];

export interface Amendment {
  readonly touch: Touch;
  /** Those of the table before where absent. */
  readonly columns?: readonly Column[];
  readonly split?: Table['split'];
}
