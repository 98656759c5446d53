import { Tabs } from '@base-ui/react/tabs';
import type { CatalogueEntry } from '../../contract/catalogue.ts';
import type { FlowNode } from '../../contract/flow.ts';
import type { Problem } from '../../contract/problem.ts';
import { setNodeField } from '../edit/flow-commands.ts';
import { AllowButton } from '../results/lists/allow-button.tsx';
import { NodeResults } from '../results/node-results.tsx';
import { NodeIcon } from '../shell/node-icon.tsx';
import { applyFix, sealStep } from '../state/document.ts';
import { type InspectorTab, setSession, useProblems, useSession } from '../state/session.ts';
import { Control } from './control.tsx';
import { FetchAgain } from './fetch-again.tsx';
import { NodeForm } from './node-form.tsx';

const tabs: readonly { readonly tab: InspectorTab; readonly title: string }[] = [
  { tab: 'settings', title: 'Settings' },
  { tab: 'live', title: 'Live' },
  { tab: 'data', title: 'Data' },
  { tab: 'changes', title: 'Changes' },
  { tab: 'log', title: 'Log' },
];

interface NodeProps {
  readonly id: string;
  readonly node: FlowNode;
  readonly entry: CatalogueEntry | undefined;
}

const familyWord = (entry: CatalogueEntry | undefined, node: FlowNode): string =>
  entry
    ? `${entry.title} · ${entry.family.charAt(0).toUpperCase()}${entry.family.slice(1)}`
    : `${node.type} is not installed`;

const Head = ({ id, node, entry }: NodeProps) => (
  <div className="inspector-head">
    <NodeIcon entry={entry} />
    <div className="inspector-titles">
      <input
        className="inspector-title"
        aria-label="Title of the node"
        spellCheck={false}
        placeholder={entry?.title ?? node.type}
        value={node.title ?? entry?.title ?? node.type}
        onChange={(event) =>
          setNodeField(id, 'title', event.target.value === entry?.title ? undefined : event.target.value)
        }
        onBlur={sealStep}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <span className="inspector-family truncate" title={entry?.description}>
        {familyWord(entry, node)}
      </span>
    </div>
  </div>
);

const Problems = ({ problems }: { readonly problems: readonly Problem[] }) => (
  <ul className="inspector-problems" aria-label="Problems of this node">
    {problems.map((problem) => (
      <li key={`${problem.code}-${problem.port ?? ''}-${problem.column ?? ''}`} data-severity={problem.severity}>
        <b>{problem.message}</b>
        <span>{problem.hint}</span>
        {problem.fix ? (
          <button type="button" className="button small" onClick={() => problem.fix && applyFix(problem.fix)}>
            {problem.fix.label}
          </button>
        ) : null}
        {problem.access ? <AllowButton access={problem.access} /> : null}
      </li>
    ))}
  </ul>
);

const About = ({ id, node }: NodeProps) => (
  <div className="inspector-about">
    <div className="field-row" data-layout="beside">
      <div className="field-label">
        <label htmlFor={`enabled-${id}`}>Enabled</label>
      </div>
      <div className="field-control">
        <Control
          id={`enabled-${id}`}
          label="Enabled"
          schema={{ type: 'boolean' }}
          value={node.enabled !== false}
          columns={undefined}
          node={id}
          invalid={false}
          onChange={(on) => setNodeField(id, 'enabled', on === false ? false : undefined)}
        />
      </div>
    </div>
    <div className="field-row" data-layout="beside">
      <div className="field-label">
        <label htmlFor={`seed-${id}`}>Seed of its own</label>
      </div>
      <div className="field-control">
        <Control
          id={`seed-${id}`}
          label="Seed of its own"
          schema={{ type: 'integer' }}
          value={node.seed}
          columns={undefined}
          node={id}
          invalid={false}
          onChange={(seed) =>
            setNodeField(id, 'seed', typeof seed === 'number' && Number.isSafeInteger(seed) ? seed : undefined)
          }
        />
      </div>
    </div>
    <label className="field-row" data-layout="below">
      <span className="field-label">Note</span>
      <textarea
        className="field"
        rows={2}
        placeholder="Why this node is here"
        value={node.note ?? ''}
        onChange={(event) => setNodeField(id, 'note', event.target.value)}
        onBlur={sealStep}
      />
    </label>
  </div>
);

const Settings = (props: NodeProps) => {
  const { id, node, entry } = props;
  const problems = useProblems().filter((problem) => problem.node === id && !problem.param);
  return (
    <>
      {problems.length > 0 ? <Problems problems={problems} /> : null}
      {entry ? (
        <NodeForm key={id} id={id} node={node} entry={entry} />
      ) : (
        <p className="panel-empty">Its settings are kept as they are. It cannot run here.</p>
      )}
      {entry?.collects ? <FetchAgain node={id} /> : null}
      <About {...props} />
    </>
  );
};

/** Everything about the one selected node. */
export const NodeInspector = (props: NodeProps) => {
  const wanted = useSession((state) => state.inspectorTab);
  const shown = tabs.filter(({ tab }) => tab !== 'changes' || props.entry?.continues !== undefined);
  const tab = shown.some(({ tab: value }) => value === wanted) ? wanted : 'settings';
  return (
    <>
      <Head {...props} />
      <Tabs.Root
        className="inspector-tabs"
        value={tab}
        onValueChange={(value) => setSession({ inspectorTab: value as InspectorTab })}
      >
        <Tabs.List className="tabs" aria-label="About the node">
          {shown.map(({ tab: value, title }) => (
            <Tabs.Tab key={value} value={value} className="tab">
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="settings" className="inspector-panel" tabIndex={-1}>
          <Settings {...props} />
        </Tabs.Panel>
        {tab === 'settings' ? null : (
          <Tabs.Panel value={tab} className="inspector-panel" tabIndex={-1}>
            <NodeResults node={props.id} tab={tab} />
          </Tabs.Panel>
        )}
      </Tabs.Root>
    </>
  );
};
