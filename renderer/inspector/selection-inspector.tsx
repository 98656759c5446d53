import { endpointOf } from '../../contract/flow.ts';
import { commandOf, runCommand } from '../commands/registry.ts';
import { wireKey } from '../edit/flow-commands.ts';
import { titleOf } from '../edit/ports-of.ts';
import { useFlow } from '../state/document.ts';
import { useSession } from '../state/session.ts';

const actions = ['edit.duplicate', 'edit.copy', 'node.bypass', 'canvas.tidy', 'edit.delete'] as const;

const WireFacts = ({ wire: key }: { readonly wire: string }) => {
  const flow = useFlow();
  const entries = useSession((state) => state.entries);
  const wire = flow.edges.find((edge) => wireKey(edge) === key);
  const shape = useSession((state) => {
    const from = wire && endpointOf(wire.from);
    return from ? state.check?.shapes[from.node]?.[from.port] : undefined;
  });
  if (!wire) return null;
  const end = (text: string): string => {
    const { node, port } = endpointOf(text);
    return `${titleOf(flow, entries, node)}, ${port}`;
  };
  const rows = shape?.kind === 'table' && shape.rows !== undefined ? shape.rows.toLocaleString('en-GB') : undefined;
  return (
    <dl className="facts">
      <dt>From</dt>
      <dd>{end(wire.from)}</dd>
      <dt>To</dt>
      <dd>{end(wire.to)}</dd>
      <dt>Carries</dt>
      <dd>{[shape?.kind ?? 'unknown', rows ? `${rows} rows` : ''].filter(Boolean).join(' · ')}</dd>
    </dl>
  );
};

/** What can be done with several things at once; what a wire carries. */
export const SelectionInspector = () => {
  const { nodes, wires } = useSession((state) => state.selection);
  const [wire] = wires;
  const title = nodes.length > 0 ? `${nodes.length} nodes` : wires.length === 1 ? 'Wire' : `${wires.length} wires`;
  return (
    <div className="inspector-panel">
      <h2 className="inspector-heading">{title}</h2>
      {nodes.length === 0 && wire !== undefined && wires.length === 1 ? <WireFacts wire={wire} /> : null}
      <div className="inspector-actions">
        {actions
          .filter((id) => nodes.length > 0 || id === 'edit.delete')
          .map((id) => (
            <button key={id} type="button" className="button" onClick={() => runCommand(id)}>
              {commandOf(id)?.title}
            </button>
          ))}
      </div>
    </div>
  );
};
