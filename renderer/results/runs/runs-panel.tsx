import './runs.css';
import { Download, GitCompareArrows, Search } from 'lucide-react';
import { useState } from 'react';
import type { RunMetric, RunRecord } from '../../../contract/ledger.ts';
import { titleOf } from '../../edit/ports-of.ts';
import { useFlow } from '../../state/document.ts';
import { useSession } from '../../state/session.ts';
import { Empty } from '../empty.tsx';
import { Segments } from '../report/segments.tsx';
import { exportRuns } from './export-runs.ts';
import { FitsFigure } from './fits-figure.tsx';
import { FitsTable } from './fits-table.tsx';
import { RunComparison } from './run-comparison.tsx';
import { metricChoices, metricId, metricLabel } from './run-text.ts';
import { RunsTable } from './runs-table.tsx';
import { useRunRecords } from './use-ledger.ts';

const views = ['Runs', 'Fits', 'Time and score'] as const;
type View = (typeof views)[number];

interface MetricChoiceProps {
  readonly choices: readonly RunMetric[];
  readonly chosen: RunMetric | undefined;
  readonly onChoose: (id: string) => void;
}

const MetricChoice = ({ choices, chosen, onChoose }: MetricChoiceProps) => {
  const flow = useFlow();
  const entries = useSession((state) => state.entries);
  if (!chosen) return null;
  return (
    <select
      className="field runs-metric"
      aria-label="Metric shown"
      value={metricId(chosen)}
      onChange={(event) => onChoose(event.target.value)}
    >
      {choices.map((metric) => (
        <option key={metricId(metric)} value={metricId(metric)}>
          {metricLabel(metric, flow.nodes[metric.node] ? titleOf(flow, entries, metric.node) : metric.node)}
        </option>
      ))}
    </select>
  );
};

const Exports = () => (
  <>
    {(['csv', 'mlflow'] as const).map((to) => (
      <button key={to} type="button" className="button plain small" onClick={() => void exportRuns(to)}>
        <Download size={14} strokeWidth={1.75} aria-hidden="true" />
        {to === 'csv' ? 'CSV' : 'MLflow'}
      </button>
    ))}
  </>
);

/** The last two that were ticked, the earlier run first. */
const comparedOf = (runs: readonly RunRecord[], ticked: readonly string[]): readonly RunRecord[] =>
  runs.filter(({ run }) => ticked.includes(run)).sort((a, b) => a.at - b.at);

const Books = ({ runs }: { readonly runs: readonly RunRecord[] }) => {
  const [view, setView] = useState<View>('Runs');
  const [filter, setFilter] = useState('');
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [compares, setCompares] = useState(false);
  const [metric, setMetric] = useState<string>();
  const choices = metricChoices(runs);
  const chosen = choices.find((choice) => metricId(choice) === metric) ?? choices[0];
  const [before, after] = comparedOf(runs, ticked);
  if (compares && before && after)
    return <RunComparison before={before} after={after} onLeave={() => setCompares(false)} />;
  const tick = (run: string): void =>
    setTicked(ticked.includes(run) ? ticked.filter((other) => other !== run) : [...ticked, run].slice(-2));
  return (
    <>
      <div className="runs-bar">
        <Segments label="View" options={views} chosen={view} onChoose={(option) => setView(option as View)} />
        {view === 'Time and score' ? null : (
          <label className="runs-filter">
            <Search size={14} strokeWidth={1.75} aria-hidden="true" />
            <span className="visually-hidden">Filter</span>
            <input
              className="field"
              placeholder="Filter"
              value={filter}
              onChange={(event) => setFilter(event.target.value)}
            />
          </label>
        )}
        {view === 'Runs' ? (
          <>
            <MetricChoice choices={choices} chosen={chosen} onChoose={setMetric} />
            <button
              type="button"
              className="button small"
              disabled={!after}
              title={after ? undefined : 'Tick two runs to compare them'}
              onClick={() => setCompares(true)}
            >
              <GitCompareArrows size={14} strokeWidth={1.75} aria-hidden="true" />
              Compare
            </button>
          </>
        ) : null}
        <span className="runs-gap" />
        <Exports />
      </div>
      <div className="results-scroll">
        {view === 'Runs' ? (
          <RunsTable runs={runs} metric={chosen} filter={filter} ticked={ticked} onTick={tick} />
        ) : null}
        {view === 'Fits' ? <FitsTable filter={filter} /> : null}
        {view === 'Time and score' ? <FitsFigure /> : null}
      </div>
    </>
  );
};

/** The ledger of the document: its runs, its fits, and what changed between two runs. */
export const RunsPanel = () => {
  const runs = useRunRecords();
  if (!runs) return null;
  if (runs.length === 0)
    return <Empty title="No runs yet">Each run of this flow is kept here with what it measured.</Empty>;
  return <Books runs={runs} />;
};
