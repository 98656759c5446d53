import './results.css';
import { useDocument } from '../state/document.ts';
import { useRuns } from '../state/runs.ts';
import { type DockTab, type Picked, setSession, useSession } from '../state/session.ts';
import { type ChosenOutput, dataOutput, metricsOutput, sizeText } from './chosen-output.ts';
import { DockTabs } from './dock-tabs.tsx';
import { Empty } from './empty.tsx';
import { LogTab } from './lists/log-tab.tsx';
import { useNodeTitle } from './lists/node-name.tsx';
import { ProblemsList } from './lists/problems-list.tsx';
import { useProblemEntries } from './lists/use-problem-entries.ts';
import { MetricsOverview } from './metrics-overview.tsx';
import { NoData } from './no-data.tsx';
import { PickedView } from './picks/picked-view.tsx';
import { PortChooser } from './port-chooser.tsx';
import { RunsPanel } from './runs/runs-panel.tsx';
import { StaleStripe } from './stale-stripe.tsx';
import { ValueView } from './value-view.tsx';

interface Shown {
  readonly node: string;
  readonly chosen: ChosenOutput | undefined;
}

/** The node whose result is shown, while the flow still has it. */
const useShown = (tab: DockTab): Shown | undefined => {
  const shown = useSession((state) => state.shown);
  const exists = useDocument((state) => shown !== null && state.flow.nodes[shown.node] !== undefined);
  const outputs = useRuns((state) => (shown ? state.lastResults[shown.node]?.outputs : undefined));
  if (!shown || !exists) return undefined;
  const choose = tab === 'metrics' ? metricsOutput : dataOutput;
  return { node: shown.node, chosen: choose(outputs ?? {}, shown.port) };
};

/** Rows behind a report, while that report is still the node's latest. */
const usePicked = (shown: Shown | undefined): Picked | undefined => {
  const picked = useSession((state) => state.picked);
  const outputs = useRuns((state) => (picked ? state.lastResults[picked.node]?.outputs : undefined));
  if (!picked || picked.node !== shown?.node) return undefined;
  return Object.values(outputs ?? {}).some(({ handle }) => handle === picked.report) ? picked : undefined;
};

interface ChosenProps {
  readonly node: string;
  readonly chosen: ChosenOutput;
}

const Caption = ({ node, chosen }: ChosenProps) => (
  <p className="dock-caption truncate">
    {useNodeTitle(node)} → {chosen.port} · <span className="numeric">{sizeText(chosen.value)}</span>
  </p>
);

const Chooser = ({ node, chosen }: ChosenProps) => {
  const outputs = useRuns((state) => state.lastResults[node]?.outputs);
  const choose = (port: string): void => setSession({ shown: { node, port } });
  return outputs ? <PortChooser node={node} outputs={outputs} port={chosen.port} onChoose={choose} /> : null;
};

const Result = ({ shown }: { readonly shown: Shown | undefined }) => {
  if (!shown) return <Empty title="Nothing selected">Select a node to see what comes out of it.</Empty>;
  const { node, chosen } = shown;
  if (!chosen) return <NoData node={node} />;
  return (
    <>
      <StaleStripe node={node} />
      <ValueView
        key={`${node}.${chosen.port}`}
        node={node}
        value={chosen.value}
        label={`${node}, ${chosen.port}`}
        chooser={<Chooser node={node} chosen={chosen} />}
      />
    </>
  );
};

interface PanelProps {
  readonly tab: DockTab;
  readonly shown: Shown | undefined;
  readonly picked: Picked | undefined;
}

const Panel = ({ tab, shown, picked }: PanelProps) => {
  switch (tab) {
    case 'data':
      return picked ? <PickedView picked={picked} /> : <Result shown={shown} />;
    case 'metrics':
      return shown?.chosen ? <Result shown={shown} /> : <MetricsOverview />;
    case 'runs':
      return <RunsPanel />;
    case 'problems':
      return (
        <div className="results-scroll">
          <ProblemsList />
        </div>
      );
    case 'log':
      return <LogTab />;
  }
};

/** What came out of the selected node, and what there is to know of runs and problems. */
export const Dock = () => {
  const tab = useSession((state) => state.dockTab);
  const shown = useShown(tab);
  const picked = usePicked(shown);
  const problems = useProblemEntries();
  const showsValue = (tab === 'data' && !picked) || tab === 'metrics';
  return (
    <div className="dock-content">
      <header className="dock-head">
        <DockTabs
          tab={tab}
          problems={problems.length}
          grave={problems.some(({ severity }) => severity === 'error')}
          onChoose={(dockTab) => setSession({ dockTab })}
        />
        {showsValue && shown?.chosen ? <Caption node={shown.node} chosen={shown.chosen} /> : null}
      </header>
      <div className="dock-panel" role="tabpanel" id="dock-panel" aria-labelledby={`dock-tab-${tab}`}>
        <Panel tab={tab} shown={shown} picked={picked} />
      </div>
    </div>
  );
};
