import { useMemo } from 'react';
import type { Metric } from '../../contract/report.ts';
import { useDocument } from '../state/document.ts';
import { useRuns } from '../state/runs.ts';
import { Empty } from './empty.tsx';
import { keyed } from './keyed.ts';
import { NodeName } from './lists/node-name.tsx';
import { headlineMetric } from './report/metric-groups.ts';
import { intervalText, metricTitle, metricValue } from './report/metric-text.ts';

interface Headline {
  readonly node: string;
  readonly metric: Metric;
}

const useHeadlines = (): readonly Headline[] => {
  const results = useRuns((state) => state.lastResults);
  const nodes = useDocument((state) => state.flow.nodes);
  return useMemo(
    () =>
      Object.entries(results)
        .filter(([node]) => nodes[node] !== undefined)
        .flatMap(([node, { outputs }]) =>
          Object.values(outputs).flatMap((value) => {
            const metric = value.kind === 'report' ? headlineMetric(value.report) : undefined;
            return metric ? [{ node, metric }] : [];
          }),
        ),
    [results, nodes],
  );
};

/** The headline of every report in the flow, side by side. */
export const MetricsOverview = () => {
  const headlines = useHeadlines();
  if (headlines.length === 0)
    return <Empty title="No metrics yet">Nodes that measure something show it here once they have run.</Empty>;
  return (
    <div className="results-scroll">
      <table className="plain-table">
        <caption className="visually-hidden">Headline metrics</caption>
        <thead>
          <tr>
            <th scope="col">Node</th>
            <th scope="col">Metric</th>
            <th scope="col">Part</th>
            <th scope="col" className="right">
              Value
            </th>
            <th scope="col" className="right">
              95 % interval
            </th>
            <th scope="col" className="right">
              Baseline
            </th>
            <th scope="col" className="right">
              Rows
            </th>
          </tr>
        </thead>
        <tbody>
          {keyed(headlines, ({ node }) => node).map(({ key, item: { node, metric } }) => (
            <tr key={key}>
              <th scope="row">
                <NodeName node={node} />
              </th>
              <td>{metricTitle(metric.name)}</td>
              <td>{metric.part}</td>
              <td className="right strong">{metricValue(metric.value)}</td>
              <td className="right">{intervalText(metric) ?? ''}</td>
              <td className="right">{metric.baseline === undefined ? '' : metricValue(metric.baseline)}</td>
              <td className="right">{metric.n.toLocaleString('en-GB')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
