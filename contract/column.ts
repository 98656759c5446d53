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

/** How the rows of a table are divided. `folds` divides the training rows only and stands beside the parts. */
export interface Split {
  readonly parts: boolean;
  /** Number of folds, 0 where there are none. */
  readonly folds: number;
  /** How often the folds were drawn; 1 unless repeated. */
  readonly repeats: number;
  readonly counts?: Readonly<Record<Part, number>>;
}

export const unsplit: Split = { parts: false, folds: 0, repeats: 0 };
