import { assertNever } from '../../contract/assert-never.ts';
import type { FlowChange } from '../../contract/flow-changes.ts';
import type { RunRecord } from '../../contract/ledger.ts';
import { dataChanges, type MetricChange, metricChanges } from '../../contract/run-comparison.ts';
import { shownValue } from './run-lines.ts';

const setting = (value: unknown): string => (value === undefined ? 'default' : JSON.stringify(value));

const changeLine = (change: FlowChange): string => {
  switch (change.change) {
    case 'node-added':
      return `+ ${change.node} (${change.type})`;
    case 'node-removed':
      return `- ${change.node} (${change.type})`;
    case 'wire-added':
      return `+ ${change.wire.from} → ${change.wire.to}`;
    case 'wire-removed':
      return `- ${change.wire.from} → ${change.wire.to}`;
    case 'param':
    case 'field':
      return `~ ${change.node}.${change.name}: ${setting(change.before)} → ${setting(change.after)}`;
    case 'flow-field':
    case 'parameter':
      return `~ ${change.name}: ${setting(change.before)} → ${setting(change.after)}`;
    default:
      return assertNever(change);
  }
};

const verdict = ({ better, mayBeChance }: MetricChange): string => {
  if (better === undefined) return '';
  return `  ${better ? 'better' : 'worse'}${mayBeChance ? ', within both intervals' : ''}`;
};

const metricLine = (change: MetricChange): string => {
  const { node, part, name, before, after, difference } = change;
  const values = `${before ? shownValue(before.value) : '–'} → ${after ? shownValue(after.value) : '–'}`;
  const by = difference === undefined ? '' : `  (${difference > 0 ? '+' : ''}${shownValue(difference)})`;
  return `  ${node} ${part} ${name}: ${values}${by}${verdict(change)}`;
};

const rowsText = (rows: number | undefined): string => (rows === undefined ? 'nothing' : `${rows} rows`);

/** What was changed between two runs, and what it did to each metric. */
export const comparisonLines = (
  before: RunRecord,
  after: RunRecord,
  changes: readonly FlowChange[] | undefined,
): string =>
  [
    `${before.run.slice(0, 8)} → ${after.run.slice(0, 8)}`,
    ...(changes === undefined
      ? ['the flow of one of them is no longer kept']
      : changes.length === 0
        ? ['the flow is the same']
        : changes.map(changeLine)),
    ...dataChanges(before, after).map(
      (data) => `~ data of ${data.node}: ${rowsText(data.before)} → ${rowsText(data.after)}, other content`,
    ),
    ...metricChanges(before, after).map(metricLine),
    '',
  ].join('\n');
