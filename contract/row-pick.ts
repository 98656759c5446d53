import { z } from 'zod';

const column = z.string().max(1000);

/** What a condition looks at in each row: a column, the first of two columns less the second, or the largest of several. */
export const rowMeasureSchema = z.union([
  z.strictObject({ column }),
  z.strictObject({ difference: z.tuple([column, column]) }),
  z.strictObject({ largest: z.array(column).min(1).max(1000) }),
]);
export type RowMeasure = z.infer<typeof rowMeasureSchema>;

/** A row is chosen where all that is given holds. Numbers are compared as numbers; a missing value is within no range. */
export const rowConditionSchema = z.strictObject({
  of: rowMeasureSchema,
  in: z
    .array(z.union([z.string(), z.number(), z.null()]))
    .max(1000)
    .optional(),
  /** At least. */
  from: z.number().optional(),
  /** At most. */
  to: z.number().optional(),
  /** Less than. */
  below: z.number().optional(),
});
export type RowCondition = z.infer<typeof rowConditionSchema>;

/** Conditions that all must hold. */
export const rowConditionsSchema = z.array(rowConditionSchema).max(20);

/** Where rows come from: an input of the node that made the report, and which of the wires to it. */
export interface RowsAt {
  readonly input: string;
  readonly at: number;
}

/** Rows that a mark of a figure, a line of a table or a finding stands for: whoever reads it can look at them. */
export interface RowPick extends RowsAt {
  /** “predicted A, actual B”. */
  readonly label: string;
  readonly rows: number;
  readonly where: readonly RowCondition[];
}

/** A figure in which an area can be drawn up to choose the rows in it. Each axis shows what `of` says. */
export interface RowBrush extends RowsAt {
  readonly where: readonly RowCondition[];
  readonly x: { readonly title: string; readonly of: RowMeasure };
  readonly y: { readonly title: string; readonly of: RowMeasure };
}
