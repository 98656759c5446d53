import { ArrowLeft } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type FlowChange, flowChanges } from '../../../contract/flow-changes.ts';
import type { RunRecord } from '../../../contract/ledger.ts';
import { dataChanges, type MetricChange, metricChanges } from '../../../contract/run-comparison.ts';
import { titleOf } from '../../edit/ports-of.ts';
import { client } from '../../host/client.ts';
import { useDocumentId, useFlow } from '../../state/document.ts';
import { useSession } from '../../state/session.ts';
import { keyed } from '../keyed.ts';
import { NodeName } from '../lists/node-name.tsx';
import { metricTitle, metricValue, shownNumber } from '../report/metric-text.ts';
import { changeText } from './change-text.ts';
import { momentText } from './run-text.ts';

interface Runs {
  readonly before: RunRecord;
  readonly after: RunRecord;
}

/** Null where a flow is no longer kept. */
const useFlowChanges = ({ before, after }: Runs): readonly FlowChange[] | null | undefined => {
  const document = useDocumentId();
  const [changes, setChanges] = useState<readonly FlowChange[] | null>();
  useEffect(() => {
    if (document === undefined) return;
    const abort = new AbortController();
    const flowOf = ({ run }: RunRecord) => client.call('run.flow', { document, run }, abort.signal);
    Promise.all([flowOf(before), flowOf(after)]).then(
      ([a, b]) => setChanges(flowChanges(a, b)),
      () => (abort.signal.aborted ? undefined : setChanges(null)),
    );
    return () => abort.abort();
  }, [document, before, after]);
  return changes;
};

const FlowChanges = (runs: Runs) => {
  const changes = useFlowChanges(runs);
  const flow = useFlow();
  const entries = useSession((state) => state.entries);
  if (changes === undefined) return null;
  if (changes === null) return <p className="runs-note">The flow of one of them is no longer kept.</p>;
  const data = dataChanges(runs.before, runs.after);
  if (changes.length + data.length === 0) return <p className="runs-note">The flow and its data are the same.</p>;
  const texts = changes.map((change) =>
    changeText(change, {
      titleOf: (node) => (flow.nodes[node] ? titleOf(flow, entries, node) : node),
      entryOf: (type) => entries[type],
    }),
  );
  return (
    <ul className="flow-changes">
      {keyed(texts, ({ sign, what }) => `${sign}${what}`).map(({ key, item: { sign, what, before, after } }) => (
        <li key={key}>
          <span className={`change-sign sign-${sign === '+' ? 'added' : sign === '−' ? 'removed' : 'altered'}`}>
            {sign}
          </span>
          {what}
          {before === undefined ? null : (
            <span className="change-values">
              {before} → <b>{after}</b>
            </span>
          )}
        </li>
      ))}
      {data.map(({ node, before, after }) => (
        <li key={node}>
          <span className="change-sign sign-altered">~</span>
          <NodeName node={node} /> read other rows
          <span className="change-values">
            {before?.toLocaleString('en-GB') ?? '—'} → <b>{after?.toLocaleString('en-GB') ?? '—'}</b>
          </span>
        </li>
      ))}
    </ul>
  );
};

const verdict = ({ better, mayBeChance }: MetricChange): string => {
  if (better === undefined) return '';
  return `${better ? 'better' : 'worse'}${mayBeChance ? ', may be chance' : ''}`;
};

const tone = ({ better, mayBeChance }: MetricChange): string =>
  better === undefined || mayBeChance ? '' : better ? ' better' : ' worse';

const MetricRow = ({ change }: { readonly change: MetricChange }) => {
  const { node, name, part, model, before, after, difference } = change;
  return (
    <tr>
      <th scope="row">
        <NodeName node={node} />
      </th>
      <td>
        {metricTitle(name)}
        {model ? <span className="run-part"> {model}</span> : null}
      </td>
      <td>{part}</td>
      <td className="right">{before ? metricValue(before.value) : '—'}</td>
      <td className="right strong">{after ? metricValue(after.value) : '—'}</td>
      <td className="right">
        {difference === undefined ? '' : `${difference > 0 ? '+' : ''}${shownNumber(difference)}`}
      </td>
      <td className={`metric-verdict${tone(change)}`}>{verdict(change)}</td>
    </tr>
  );
};

const heads = ['Node', 'Metric', 'Part', 'Before', 'After', 'Difference', ''];

/** What was changed between two runs, and what it did to each metric. */
export const RunComparison = ({ before, after, onLeave }: Runs & { readonly onLeave: () => void }) => (
  <section className="run-comparison" aria-label="Comparison of two runs">
    <header className="runs-bar">
      <button type="button" className="button plain small" onClick={onLeave}>
        <ArrowLeft size={14} strokeWidth={1.75} aria-hidden="true" />
        All runs
      </button>
      <h3 className="numeric">
        {momentText(before.at)} → {momentText(after.at)}
      </h3>
    </header>
    <p className="caps">Changed in the flow</p>
    <FlowChanges before={before} after={after} />
    <p className="caps">What it did to each metric</p>
    <table className="plain-table runs">
      <caption className="visually-hidden">Metrics of both runs</caption>
      <thead>
        <tr>
          {heads.map((head, index) => (
            <th key={head} scope="col" className={index > 2 && index < 6 ? 'right' : undefined}>
              {head || <span className="visually-hidden">Verdict</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {metricChanges(before, after).map((change) => (
          <MetricRow key={[change.node, change.model, change.name, change.part].join('|')} change={change} />
        ))}
      </tbody>
    </table>
  </section>
);
