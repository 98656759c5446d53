import { useState } from 'react';
import type { CatalogueEntry } from '../../contract/catalogue.ts';
import { fits, type PortKind } from '../../contract/ports.ts';
import { PortGlyph } from '../canvas/port-glyph.tsx';
import { canvasView } from '../canvas/view.ts';
import { addNode } from '../edit/add-node.ts';
import { portsOf } from '../edit/ports-of.ts';
import type { WireEnd } from '../edit/wiring.ts';
import { NodeIcon } from '../shell/node-icon.tsx';
import { type SearchItem, SearchList } from '../shell/search-list.tsx';
import { currentFlow } from '../state/document.ts';
import { type Overlay, setSession, useSession } from '../state/session.ts';
import { searchEntries } from './search-score.ts';

type AddOverlay = Extract<Overlay, { overlay: 'add-node' }>;

const kindAt = (end: WireEnd | undefined): PortKind | undefined =>
  end &&
  portsOf(currentFlow(), useSession.getState().entries, end.node)[end.side === 'output' ? 'outputs' : 'inputs'][
    end.port
  ]?.kind;

/** Types with a port that the loose end fits: exact kinds before those that merely fit. */
export const fittingEntries = (
  catalogue: readonly CatalogueEntry[],
  kind: PortKind | undefined,
  side: WireEnd['side'] | undefined,
): readonly CatalogueEntry[] => {
  if (kind === undefined) return catalogue;
  const kinds = (entry: CatalogueEntry): PortKind[] =>
    Object.values(side === 'output' ? entry.inputs : entry.outputs).map((port) => port.kind);
  const exact = catalogue.filter((entry) => kinds(entry).includes(kind));
  const loose = catalogue.filter(
    (entry) =>
      !exact.includes(entry) &&
      kinds(entry).some((other) => (side === 'output' ? fits(kind, other) : fits(other, kind))),
  );
  return [...exact, ...loose];
};

const kindsOf = (ports: CatalogueEntry['inputs']): PortKind[] => [
  ...new Set(Object.values(ports).map((port) => port.kind)),
];

const itemOf = (entry: CatalogueEntry): SearchItem => ({
  id: entry.type,
  label: entry.title,
  description: entry.description,
  content: (
    <>
      <NodeIcon entry={entry} small />
      <span className="truncate search-title">{entry.title}</span>
      <span className="search-family">{entry.family}</span>
      <span className="search-kinds">
        {kindsOf(entry.inputs).map((kind) => (
          <PortGlyph key={kind} kind={kind} />
        ))}
        <span aria-hidden="true">→</span>
        {kindsOf(entry.outputs).map((kind) => (
          <PortGlyph key={kind} kind={kind} filled />
        ))}
      </span>
    </>
  ),
});

const close = (): void => setSession({ overlay: null });

/** The search box that adds a node: at the pointer, or at the end of a wire that was dropped. */
export const AddBox = ({ asked }: { readonly asked: AddOverlay }) => {
  const catalogue = useSession((state) => state.catalogue);
  const [query, setQuery] = useState('');
  const kind = kindAt(asked.end);
  const found = searchEntries(query, fittingEntries(catalogue, kind, asked.end?.side));
  const choose = (type: string) => {
    const view = canvasView();
    close();
    const id = addNode({
      type,
      ...(asked.at ? { at: asked.at } : {}),
      ...(asked.end ? { end: asked.end } : {}),
      centre: view ? view.toFlow(...view.middle()) : [0, 0],
    });
    if (id === undefined) return;
    requestAnimationFrame(() => {
      canvasView()?.focus(id);
      canvasView()?.reveal(id);
    });
  };
  const left = Math.max(8, Math.min(asked.screen[0], window.innerWidth - 348));
  const top = Math.max(8, Math.min(asked.screen[1], window.innerHeight - 430));
  return (
    <>
      <div className="overlay-catch" onPointerDown={close} />
      <div className="float add-box" role="dialog" aria-label="Add a node" style={{ left, top }}>
        <SearchList
          label="Find a node"
          placeholder={kind ? `Nodes that ${asked.end?.side === 'output' ? 'take' : 'give'} ${kind}…` : 'Find a node…'}
          query={query}
          items={found.map(itemOf)}
          empty={<>No node for “{query}”</>}
          onQuery={setQuery}
          onChoose={choose}
          onLeave={() => {
            close();
            canvasView()?.focus();
          }}
        />
      </div>
    </>
  );
};
