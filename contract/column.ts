export const columnTypes = ['number', 'integer', 'boolean', 'category', 'text', 'datetime'] as const;
export type ColumnType = (typeof columnTypes)[number];

/** What a column is for. A new column is a `feature` until somebody says otherwise. */
export const columnRoles = ['feature', 'target', 'weight', 'group', 'time', 'id', 'ignored'] as const;
export type ColumnRole = (typeof columnRoles)[number];

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly role: ColumnRole;
  /** Ordered levels of a category where they are known. */
  readonly levels?: readonly string[];
}

export const parts = ['train', 'validation', 'test'] as const;
export type Part = (typeof parts)[number];

/** What rows of a split by time are ordered by. */
export interface Forward {
  /** A date or a number; by the order of the rows where absent. */
  readonly column?: string;
  /** Time to leave out before held-out rows: days of a date, else in the unit of the column. */
  readonly gap: number;
}

/** How the rows of a table are divided. `folds` divides the training rows only and stands beside the parts. */
export interface Split {
  readonly parts: boolean;
  /** Number of folds, 0 where there are none. */
  readonly folds: number;
  /** How often the folds were drawn; 1 unless repeated. */
  readonly repeats: number;
  /** The parts follow one another in time, and so must folds that are drawn inside the training rows. */
  readonly forward?: Forward;
  readonly counts?: Readonly<Record<Part, number>>;
}

export const unsplit: Split = { parts: false, folds: 0, repeats: 0 };
