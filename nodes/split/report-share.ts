import type { Part } from '../../contract/column.ts';
import type { Reporting } from '../../contract/context.ts';

/** Parts further from the share that was asked for are worth a warning. */
const tolerated = 0.05;

interface Share {
  readonly part: Part;
  readonly rows: number;
  readonly all: number;
  readonly wanted: number;
  /** What stood in the way. */
  readonly why: string;
}

/** Warns of a part that is much smaller or larger than was asked for. */
export const reportShare = (ctx: Pick<Reporting, 'finding'>, { part, rows, all, wanted, why }: Share): void => {
  if (all === 0 || Math.abs(rows / all - wanted) <= tolerated) return;
  ctx.finding({
    code: 'data.uneven-parts',
    severity: 'warning',
    message: `The ${part} part has ${rows} of ${all} rows instead of a share of ${wanted}: ${why}.`,
    value: rows / all,
    limit: wanted,
    rows,
  });
};
