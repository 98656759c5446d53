import './lists.css';
import type { RunRecord } from '../../../contract/ledger.ts';
import { duration } from '../../canvas/card-status.ts';
import { Empty } from '../empty.tsx';
import { metricTitle, metricValue } from '../report/metric-text.ts';
import { NodeName } from './node-name.tsx';
import { useRunsList } from './use-runs-list.ts';

const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const shownMetrics = 4;

const Metrics = ({ metrics }: Pick<RunRecord, 'metrics'>) => (
  <ul className="run-metrics">
    {metrics.slice(0, shownMetrics).map((metric) => (
      <li key={`${metric.node}-${metric.name}-${metric.part}`}>
        <NodeName node={metric.node} /> {metricTitle(metric.name)} <strong>{metricValue(metric.value)}</strong>
        <span className="run-part"> {metric.part}</span>
      </li>
    ))}
    {metrics.length > shownMetrics ? <li>+{metrics.length - shownMetrics}</li> : null}
  </ul>
);

/** The document's runs, newest first. */
export const RunsList = () => {
  const runs = useRunsList();
  if (!runs) return null;
  if (runs.length === 0)
    return <Empty title="No runs yet">Each run of this flow is kept here with what it measured.</Empty>;
  return (
    <table className="plain-table runs">
      <caption className="visually-hidden">Runs, newest first</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Outcome</th>
          <th scope="col" className="right">
            Took
          </th>
          <th scope="col" className="right">
            Ran
          </th>
          <th scope="col" className="right">
            Reused
          </th>
          <th scope="col">Metrics</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.run}>
            <th scope="row" className="numeric">
              {moment.format(run.at)}
            </th>
            <td>
              <span className={`run-status ${run.status}`}>{run.status.replaceAll('-', ' ')}</span>
            </td>
            <td className="right">{duration(run.ms)}</td>
            <td className="right">{run.ran}</td>
            <td className="right">{run.reused}</td>
            <td>
              <Metrics metrics={run.metrics} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
