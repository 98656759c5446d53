import { type Column, type Split, unsplit } from '../../../contract/column.ts';
import { defineTransform } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { type Problem, problem } from '../../../contract/problem.ts';
import { columnProblems } from '../named-column.ts';
import { countParts } from '../part-counts.ts';
import { keyedRows } from '../part-sql.ts';
import { refuse } from '../refuse.ts';
import { divide } from './divide.ts';
import { type TimeParams, timeParams } from './params.ts';
import { logSpans, reportTimes } from './report-times.ts';
import { isTimely, pointOf, timeColumn, timelineOf } from './timeline.ts';

/** Folds that are drawn later, while tuning, go forward in time by this. */
const dividedBy = (column: Column | undefined, { gap }: TimeParams): Split => ({
  parts: true,
  folds: 0,
  repeats: 0,
  forward: { ...(column ? { column: column.name } : {}), gap },
});

const invalid = (param: string, title: string, reason: string): Problem =>
  problem('param.invalid', { param, values: { param: title, reason } });

const problemsOf = (columns: readonly Column[] | undefined, settings: TimeParams): readonly Problem[] => {
  const found: Problem[] = [];
  const column = timeColumn(columns ?? [], settings.column);
  if (column && !isTimely(column))
    found.push(
      problem('data.wrong-type', {
        param: 'column',
        column: column.name,
        values: { actual: column.type, expected: 'a date or a number' },
      }),
    );
  else if (!column)
    found.push(...columnProblems(columns, { name: settings.column, param: 'column', title: 'Time column' }));
  const share = settings.cutoff === '' ? settings.test : 0;
  if (share + settings.validation >= 1)
    found.push(invalid('test', 'Test share', 'test and validation together must leave rows to train on'));
  if (settings.cutoff !== '' && columns && !pointOf(settings.cutoff, column))
    found.push(
      invalid(
        'cutoff',
        'Cutoff',
        column?.type === 'datetime' ? 'write a date, for instance 2024-07-01' : 'write a number',
      ),
    );
  return found;
};

export default defineTransform({
  kind: 'rows',
  title: 'Time split',
  description: 'Trains on the past and tests on what came later',
  keywords: ['TimeSeriesSplit', 'chronological', 'forecast', 'out of time', 'date', 'gap', 'embargo'],
  icon: 'calendar-clock',
  telling: ['column', 'cutoff', 'test'],
  version: 1,
  params: timeParams,
  outputs: { table: port.table(), rest: port.table({ title: 'rows set aside' }) },
  shape: (input, settings) => ({
    outputs: {
      table: { ...input, split: dividedBy(timeColumn(input.columns ?? [], settings.column), settings) },
      rest: { ...input, split: unsplit },
    },
    problems: problemsOf(input.columns, settings),
  }),
  apply: async (table, _, settings, ctx) => {
    refuse(problemsOf(table.columns, settings));
    const column = timeColumn(table.columns, settings.column);
    const divided = dividedBy(column, settings);
    const cutoff = settings.cutoff === '' ? undefined : pointOf(settings.cutoff, column);
    const { part, timed } = await divide(ctx.tables, table, { settings, timeline: timelineOf(column), cutoff });
    const rows = `SELECT * EXCLUDE (__key), ${part} AS __part FROM (${keyedRows(table, undefined)})`;
    const marked = await ctx.tables.derive(
      table,
      `SELECT * FROM (${rows}) WHERE __part IS NOT NULL ORDER BY __row`,
      table.columns,
      divided,
    );
    const aside = `SELECT * EXCLUDE (__part) FROM (${rows}) WHERE __part IS NULL ORDER BY __row`;
    const rest = await ctx.tables.derive(table, aside, table.columns, unsplit);
    const counts = await countParts(ctx.tables, marked);
    reportTimes(table, { column, settings, ctx, counts, timed, rest });
    await logSpans(marked, column, ctx);
    return { table: { ...marked, split: { ...divided, counts } }, rest };
  },
});
