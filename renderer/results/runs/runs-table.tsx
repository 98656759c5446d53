import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { RunMetric, RunRecord } from '../../../contract/ledger.ts';
import { duration } from '../../canvas/card-status.ts';
import { IconButton } from '../../shell/icon-button.tsx';
import { bytesText } from '../model/bytes-text.ts';
import { intervalText, metricTitle, metricValue } from '../report/metric-text.ts';
import { restoreFlow } from './restore-flow.ts';
import { metricId, momentText, statusText } from './run-text.ts';
import { SortHead } from './sort-head.tsx';
import { matchingRows, type Sorting, sortedRows } from './sorted-rows.ts';

interface RunsTableProps {
  readonly runs: readonly RunRecord[];
  readonly metric: RunMetric | undefined;
  readonly filter: string;
  readonly ticked: readonly string[];
  readonly onTick: (run: string) => void;
}

const metricOf = (run: RunRecord, metric: RunMetric | undefined): RunMetric | undefined =>
  metric && run.metrics.find((found) => metricId(found) === metricId(metric));

const keyOf =
  (metric: RunMetric | undefined) =>
  (run: RunRecord, column: string): string | number | null | undefined => {
    if (column === 'metric') return metricOf(run, metric)?.value;
    return run[column as 'at' | 'status' | 'ms' | 'peakBytes' | 'ran' | 'reused'];
  };

const textOf = ({ at, status, metrics }: RunRecord): string =>
  `${momentText(at)} ${statusText(status)} ${metrics.map(({ node, name }) => `${node} ${name}`).join(' ')}`;

type RowProps = Pick<RunsTableProps, 'metric' | 'onTick'> & { readonly run: RunRecord; readonly isTicked: boolean };

const Row = ({ run, metric, isTicked, onTick }: RowProps) => {
  const shown = metricOf(run, metric);
  return (
    <tr className={isTicked ? 'ticked' : undefined}>
      <td>
        <input
          type="checkbox"
          checked={isTicked}
          aria-label={`Compare the run of ${momentText(run.at)}`}
          onChange={() => onTick(run.run)}
        />
      </td>
      <th scope="row" className="numeric">
        {momentText(run.at)}
      </th>
      <td>
        <span className={`run-status ${run.status}`}>{statusText(run.status)}</span>
      </td>
      <td className="right">{duration(run.ms)}</td>
      <td className="right">{run.peakBytes === undefined ? '' : bytesText(run.peakBytes)}</td>
      <td className="right">{run.ran}</td>
      <td className="right">{run.reused}</td>
      <td className="right strong">{shown ? metricValue(shown.value) : <span className="data-missing">—</span>}</td>
      <td className="run-interval">{shown ? intervalText(shown) : ''}</td>
      <td>
        {run.flow ? (
          <IconButton
            label="Bring back the flow of this run"
            icon={Undo2}
            small
            onClick={() => void restoreFlow(run)}
          />
        ) : null}
      </td>
    </tr>
  );
};

/** The document's runs, newest first until they are sorted otherwise. */
export const RunsTable = ({ runs, metric, filter, ticked, onTick }: RunsTableProps) => {
  const [sorting, setSorting] = useState<Sorting>({ column: 'at', descending: true });
  const columns = [
    { id: 'at', title: 'When' },
    { id: 'status', title: 'Outcome' },
    { id: 'ms', title: 'Took', right: true },
    { id: 'peakBytes', title: 'Memory', right: true },
    { id: 'ran', title: 'Ran', right: true },
    { id: 'reused', title: 'Reused', right: true },
    { id: 'metric', title: metric ? metricTitle(metric.name) : 'Metric', right: true },
  ];
  const shown = sortedRows(matchingRows(runs, textOf, filter), keyOf(metric), sorting);
  return (
    <table className="plain-table runs">
      <caption className="visually-hidden">Runs</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Compare</span>
          </th>
          <SortHead columns={columns} sorting={sorting} onSort={setSorting} />
          <th scope="col">95 % interval</th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((run) => (
          <Row key={run.run} run={run} metric={metric} isTicked={ticked.includes(run.run)} onTick={onTick} />
        ))}
      </tbody>
    </table>
  );
};
