import { canvasView } from '../../canvas/view.ts';
import { titleOf } from '../../edit/ports-of.ts';
import { useFlow } from '../../state/document.ts';
import { select, useSession } from '../../state/session.ts';

export const useNodeTitle = (id: string): string =>
  titleOf(
    useFlow(),
    useSession((state) => state.entries),
    id,
  );

/** Selects a node and brings it into view. */
export const goToNode = (id: string): void => {
  select([id]);
  canvasView()?.reveal(id);
};

/** A node by its name; a click leads to it. */
export const NodeName = ({ node }: { readonly node: string }) => (
  <button type="button" className="node-name" onClick={() => goToNode(node)}>
    {useNodeTitle(node)}
  </button>
);
