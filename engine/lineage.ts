import type { Column } from '../contract/column.ts';
import type { RecipeStep, Table } from '../contract/values.ts';

/** How a table came about, as far as models and folds need to know. */
export interface Lineage {
  /** Columns of the table that the source gave. */
  readonly rawColumns: readonly Column[];
  /** The table that the source gave, where it is still known. */
  readonly raw?: Table;
  /** Every transform since the source, in order, with what it learned. */
  readonly recipe: readonly RecipeStep[];
  /** The table as the last split node gave it, and how many steps of the recipe lie before it. */
  readonly split?: { readonly table: Table; readonly steps: number };
}

/** A table that has left a step: it is on disk and knows where it came from. */
export interface TracedTable extends Table {
  readonly lineage: Lineage;
}

const isTraced = (table: Table): table is TracedTable => 'lineage' in table;

/** The lineage of a table; one that no step has traced counts as raw. */
export const lineageOf = (table: Table): Lineage =>
  isTraced(table) ? table.lineage : { rawColumns: table.columns, recipe: [] };

/** Steps of a recipe that learned something, as a sentence names them. */
export const learnedSteps = (steps: readonly RecipeStep[]): string =>
  steps
    .filter(({ kind }) => kind === 'fitted')
    .map(({ node }) => `“${node}”`)
    .join(', ');
