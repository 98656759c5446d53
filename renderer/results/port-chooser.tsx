import { portsOf } from '../edit/ports-of.ts';
import { useFlow } from '../state/document.ts';
import { useSession } from '../state/session.ts';
import type { Outputs } from './chosen-output.ts';

interface PortChooserProps {
  readonly node: string;
  readonly outputs: Outputs;
  readonly port: string;
  readonly onChoose: (port: string) => void;
}

/** Which of a node's outputs is shown; nothing to choose from when it has one. */
export const PortChooser = ({ node, outputs, port, onChoose }: PortChooserProps) => {
  const { outputs: ports } = portsOf(
    useFlow(),
    useSession((state) => state.entries),
    node,
  );
  const names = Object.keys(outputs);
  if (names.length < 2) return null;
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">Output</legend>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          className="segment"
          aria-pressed={name === port}
          onClick={() => onChoose(name)}
        >
          <span className="kind-dot" data-kind={outputs[name]?.kind} aria-hidden="true" />
          {ports[name]?.title ?? name}
        </button>
      ))}
    </fieldset>
  );
};
