import './results.css';
import { useState } from 'react';
import { useNodeResult, useNodeRun } from '../state/runs.ts';
import { OpenStudio } from '../threshold/open-studio.tsx';
import { ChangesView } from './changes/changes-view.tsx';
import { type ChosenOutput, dataOutput } from './chosen-output.ts';
import { Empty } from './empty.tsx';
import { LogView } from './lists/log-view.tsx';
import { LiveView } from './live/live-view.tsx';
import { NoData } from './no-data.tsx';
import { PortChooser } from './port-chooser.tsx';
import { ReportResult } from './report/report-result.tsx';
import { StaleStripe } from './stale-stripe.tsx';
import { ValueView } from './value-view.tsx';

interface NodeResultsProps {
  readonly node: string;
  readonly tab: 'live' | 'data' | 'changes' | 'log';
}

const Live = ({ node }: { readonly node: string }) => {
  const run = useNodeRun(node);
  const result = useNodeResult(node);
  const shown = run?.status === 'running' || run?.status === 'failed' || !result ? run : result;
  if (!shown || shown.status === 'queued') return <NoData node={node} />;
  const report = Object.values(shown.outputs).find((value) => value.kind === 'report');
  return (
    <div className="results-scroll">
      {shown === result ? <StaleStripe node={node} /> : null}
      <div className="live-page">
        <LiveView run={shown} />
      </div>
      {shown.failure ? <Empty title={shown.failure.message}>{shown.failure.hint}</Empty> : null}
      {report?.kind === 'report' && report.report.study ? (
        <div className="results-bar">
          <OpenStudio node={node} />
        </div>
      ) : null}
      {report?.kind === 'report' ? <ReportResult node={node} value={report} /> : null}
    </div>
  );
};

const Data = ({ node }: { readonly node: string }) => {
  const result = useNodeResult(node);
  const [port, setPort] = useState<string>();
  const chosen: ChosenOutput | undefined = dataOutput(result?.outputs ?? {}, port);
  if (!result || !chosen) return <NoData node={node} />;
  return (
    <>
      <StaleStripe node={node} />
      <ValueView
        key={`${node}.${chosen.port}`}
        node={node}
        value={chosen.value}
        label={`${node}, ${chosen.port}`}
        chooser={<PortChooser node={node} outputs={result.outputs} port={chosen.port} onChoose={setPort} />}
      />
    </>
  );
};

const Log = ({ node }: { readonly node: string }) => {
  const run = useNodeRun(node);
  const result = useNodeResult(node);
  const shown = run ?? result;
  return (
    <div className="results-scroll">
      <LogView run={shown ? { nodes: { [node]: shown } } : null} node={node} />
    </div>
  );
};

/** What a node does and has done, for the inspector. */
export const NodeResults = ({ node, tab }: NodeResultsProps) => (
  <div className="node-results">
    {tab === 'live' ? <Live node={node} /> : null}
    {tab === 'data' ? <Data node={node} /> : null}
    {tab === 'changes' ? <ChangesView node={node} /> : null}
    {tab === 'log' ? <Log node={node} /> : null}
  </div>
);
