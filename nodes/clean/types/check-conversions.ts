import type { NodeContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import type { Finding } from '../../../contract/report.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { askedTogether, cellsBelow } from '../../cells-below.ts';
import { firstFindings } from '../../first-findings.ts';
import { pause } from '../pause.ts';
import type { Conversion } from './convert.ts';
import { byKind } from './converted-cells.ts';

interface Failed {
  readonly rows: number;
  readonly examples: readonly string[];
}

const mostShown = 5;

/** What cannot be converted of columns that are converted in the same way. */
const failuresOf = async (
  table: Table,
  conversions: readonly Conversion[],
  ctx: NodeContext,
): Promise<ReadonlyMap<Conversion, Failed>> => {
  const [first] = conversions;
  if (!first) return new Map();
  const cells = cellsBelow(
    table.relation,
    conversions.map(({ from }) => sqlName(from.name)),
  );
  const found = await ctx.tables.rows(
    `SELECT * FROM (
       SELECT k, CAST(v AS VARCHAR) AS value, count(*) AS n, sum(count(*)) OVER (PARTITION BY k) AS total
       FROM ${cells} WHERE v IS NOT NULL AND (${first.sqlOf('v')}) IS NULL GROUP BY k, value)
     QUALIFY row_number() OVER (PARTITION BY k ORDER BY n DESC, value) <= ${mostShown} ORDER BY k, n DESC, value`,
  );
  const failures = new Map<Conversion, Failed>();
  for (const { k, value, total } of found) {
    const conversion = conversions[Number(k)] ?? first;
    const examples = [...(failures.get(conversion)?.examples ?? []), String(value)];
    failures.set(conversion, { rows: Number(total), examples });
  }
  return failures;
};

const findingOf = ({ from, to }: Conversion, { rows, examples }: Failed): Finding => ({
  code: 'data.conversion-failed',
  severity: 'warning',
  message: `${rows} values of “${from.name}” could not be read as ${to.type} and became missing.`,
  column: from.name,
  rows,
  examples,
});

/** Counts what could not be converted, with some of it as examples. @throws data.conversion-failed where that is asked for */
export const checkConversions = async (
  table: Table,
  conversions: readonly Conversion[],
  { strict, ctx }: { readonly strict: boolean; readonly ctx: NodeContext },
): Promise<void> => {
  const failures = new Map<Conversion, Failed>();
  let done = 0;
  for (const block of byKind(conversions).flatMap((kind) => askedTogether(table, kind))) {
    await pause(ctx.signal);
    ctx.progress(done / conversions.length, 'Looking for what cannot be converted');
    done += block.length;
    for (const [conversion, failed] of await failuresOf(table, block, ctx)) failures.set(conversion, failed);
  }
  const failed = conversions.flatMap((conversion) => {
    const found = failures.get(conversion);
    return found ? [[conversion, found] as const] : [];
  });
  const [worst] = failed;
  if (strict && worst) {
    const [{ from, to }, { rows, examples }] = worst;
    throw fail('data.conversion-failed', {
      column: from.name,
      values: { count: rows, type: to.type, examples: examples.join(', ') },
    });
  }
  for (const finding of firstFindings(failed.map((one) => findingOf(...one)))) ctx.finding(finding);
};
