import type { Finding } from '../../contract/report.ts';
import type { PredictionsSummary, ValueSummary } from '../../contract/run-event.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';
import { countLooks, type TestLook } from '../ledger/test-looks.ts';
import type { Arriving } from './run-step.ts';

/** From so many models on, the best of them is expected to look better than it is by more than a little. */
const manyLooks = 5;

type Arrived = Readonly<Record<string, readonly ValueSummary[]>>;
type Summaries = Readonly<Record<string, ValueSummary>>;

const tellsTest = (summary: ValueSummary): boolean =>
  summary.kind === 'report' && summary.report.metrics.some(({ part }) => part === 'test');

/** Names test rows by what they are and what they are to be predicted as, not by the flow that led to them. */
const testRows = async (connection: Connection, { relation }: Table, target: string): Promise<string> => {
  const [row] = await connection.rows(
    `SELECT count(*) AS rows, coalesce(bit_xor(hash("row", actual)), 0)::VARCHAR AS mark FROM ${relation} WHERE part = 'test'`,
  );
  return `${target} ${String(row?.['rows'])} ${String(row?.['mark'])}`;
};

/** The models whose test scores a step's reports tell. */
export const looksOf = async (
  connection: Connection,
  outputs: Summaries,
  { arriving, summaries }: { readonly arriving: Arriving; readonly summaries: Arrived },
): Promise<readonly TestLook[]> => {
  if (!Object.values(outputs).some(tellsTest)) return [];
  const looks: TestLook[] = [];
  for (const [port, values] of Object.entries(arriving))
    for (const [at, value] of values.entries()) {
      const summary = summaries[port]?.[at];
      if (value.kind !== 'predictions' || summary?.kind !== 'predictions' || !hasTest(summary)) continue;
      looks.push({ test: await testRows(connection, value.table, value.target), model: summary.hash });
    }
  return looks;
};

const hasTest = ({ counts }: PredictionsSummary): boolean => (counts.test ?? 0) > 0;

/** Reports that tell test scores remember which rows those were; how often they were looked at changes from run to run. */
export const withTestRows = (summary: ValueSummary, looks: readonly TestLook[]): ValueSummary =>
  summary.kind === 'report' && looks.length > 0 && tellsTest(summary)
    ? { ...summary, testRows: [...new Set(looks.map(({ test }) => test))] }
    : summary;

/** Summaries with the number of models that were seen on the same test rows up to now. */
export const withLooks = async (store: string, summaries: Summaries): Promise<Summaries> => {
  const counted: Record<string, ValueSummary> = {};
  for (const [port, summary] of Object.entries(summaries))
    counted[port] =
      summary.kind === 'report' && summary.testRows
        ? { ...summary, testLooks: await countLooks(store, summary.testRows) }
        : summary;
  return counted;
};

/** What is to be said of test rows that were used too often. */
export const looksFindings = (summaries: Summaries): readonly Finding[] => {
  const most = Math.max(
    0,
    ...Object.values(summaries).map((one) => (one.kind === 'report' ? (one.testLooks ?? 0) : 0)),
  );
  if (most < manyLooks) return [];
  const finding: Finding = {
    code: 'leak.test-looks',
    severity: 'warning',
    message: `Test rows were used for ${most} different models; the best of ${most} looks better than it is. Choose by validation rows or folds, and keep rows that nobody has looked at for the last word.`,
    value: most,
    limit: manyLooks,
  };
  return [finding];
};
