import type { Column, ColumnRole } from '../../../contract/column.ts';
import { type Problem, problem } from '../../../contract/problem.ts';
import type { TableShape } from '../../../contract/shape.ts';
import { chooseColumns } from '../chosen-columns.ts';
import { freeNames } from '../free-names.ts';
import { neededType, resultType, takesType } from './aggregate-sql.ts';
import type { AggregateParams } from './params.ts';
import { type Aggregation, parseAggregation } from './parse-aggregation.ts';

export interface PlannedAggregation {
  readonly aggregation: Aggregation;
  readonly from: Column | undefined;
  readonly as: Column;
}

export interface AggregatePlan {
  readonly keys: readonly Column[];
  readonly aggregations: readonly PlannedAggregation[];
  readonly columns: readonly Column[];
  readonly problems: readonly Problem[];
}

const aboutRows: ReadonlySet<string> = new Set(['count', 'missing', 'distinct']);
const keepsTime: ReadonlySet<string> = new Set(['min', 'max', 'first', 'last']);

/**
 * The first value made of the target is the target; others would tell it, so they are ignored. A time stays a time once.
 */
const roleOf = (from: Column | undefined, aggregation: Aggregation, taken: readonly Column[]): ColumnRole => {
  const free = (role: ColumnRole): boolean => !taken.some((column) => column.role === role);
  if (from?.role === 'target') return !aboutRows.has(aggregation.aggregate) && free('target') ? 'target' : 'ignored';
  if (from?.role === 'time' && keepsTime.has(aggregation.aggregate) && free('time')) return 'time';
  return from?.role === 'ignored' ? 'ignored' : 'feature';
};

const defaultName = ({ aggregate, column, value }: Aggregation): string =>
  [aggregate, column, value].filter((part) => part !== undefined).join('_');

const invalid = (reason: string): Problem =>
  problem('param.invalid', { param: 'aggregations', values: { param: 'Aggregations', reason } });

const fault = (aggregation: Aggregation, from: Column | undefined): Problem | undefined => {
  const { column, aggregate, value } = aggregation;
  if (column === undefined) return undefined;
  if (!from) return problem('data.column-missing', { column, param: 'aggregations' });
  if (takesType(aggregate, value, from.type)) return undefined;
  const expected = neededType(aggregate, value) ?? '';
  return problem('data.wrong-type', { column, param: 'aggregations', values: { actual: from.type, expected } });
};

/** Before a split, what is made of the target is made of test rows, too. */
const leakProblems = (
  { split }: Pick<TableShape, 'split'>,
  keys: readonly Column[],
  aggregations: readonly PlannedAggregation[],
): readonly Problem[] => {
  const used = [...keys, ...aggregations.flatMap(({ from }) => (from ? [from] : []))];
  const target = used.find(({ role }) => role === 'target');
  return target && !split.parts ? [problem('leak.target-aggregated', { column: target.name })] : [];
};

/** Columns that come out, told from those that go in, and what is wrong with the settings. */
export const planAggregate = (
  table: Pick<TableShape, 'split'>,
  columns: readonly Column[],
  settings: AggregateParams,
): AggregatePlan => {
  const { chosen: keys, gone } = chooseColumns(columns, settings.keys);
  const problems: Problem[] = gone.map((column) => problem('data.column-missing', { column, param: 'keys' }));
  const aggregations: PlannedAggregation[] = [];
  const taken: Column[] = [...keys];
  const free = freeNames(keys);
  for (const line of settings.aggregations) {
    const parsed = parseAggregation(line);
    if ('reason' in parsed) {
      problems.push(invalid(parsed.reason));
      continue;
    }
    const { aggregation } = parsed;
    const from = columns.find(({ name }) => name === aggregation.column);
    const wrong = fault(aggregation, from);
    const wanted = aggregation.name ?? defaultName(aggregation);
    const name = wrong ? wanted : free(wanted);
    if (wrong) problems.push(wrong);
    else if (aggregation.name !== undefined && name !== wanted)
      problems.push(invalid(`there are two columns “${wanted}”`));
    if (wrong) continue;
    const type = resultType(aggregation.aggregate, from?.type ?? 'integer');
    const levels = from?.levels && type === 'category' ? { levels: from.levels } : {};
    const as: Column = { name, type, role: roleOf(from, aggregation, taken), ...levels };
    taken.push(as);
    aggregations.push({ aggregation, from, as });
  }
  if (taken.length === 0)
    problems.push(problem('param.required', { param: 'aggregations', values: { param: 'Aggregations' } }));
  problems.push(...leakProblems(table, keys, aggregations));
  return { keys, aggregations, columns: taken, problems };
};
