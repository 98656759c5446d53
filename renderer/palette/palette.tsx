import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { CatalogueEntry } from '../../contract/catalogue.ts';
import { families } from '../../contract/node.ts';
import { nodeDragType } from '../canvas/canvas-drop.ts';
import { canvasView } from '../canvas/view.ts';
import { addNode } from '../edit/add-node.ts';
import { NodeIcon } from '../shell/node-icon.tsx';
import { useDocumentId } from '../state/document.ts';
import { useSession } from '../state/session.ts';
import { searchEntries } from './search-score.ts';

const familyTitle: Readonly<Record<string, string>> = {
  source: 'Source',
  clean: 'Clean',
  split: 'Split',
  train: 'Train',
  tune: 'Tune',
  evaluate: 'Evaluate',
};

const add = (type: string): void => {
  const view = canvasView();
  const id = addNode({ type, centre: view ? view.toFlow(...view.middle()) : [0, 0] });
  if (id !== undefined) requestAnimationFrame(() => canvasView()?.reveal(id));
};

const PaletteEntry = ({ entry, disabled }: { readonly entry: CatalogueEntry; readonly disabled: boolean }) => (
  <li>
    <button
      type="button"
      className="palette-entry"
      draggable={!disabled}
      disabled={disabled}
      title={entry.description}
      data-node-type={entry.type}
      onDragStart={(event) => {
        event.dataTransfer.setData(nodeDragType, entry.type);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onDoubleClick={() => add(entry.type)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') add(entry.type);
      }}
    >
      <NodeIcon entry={entry} small />
      <span className="truncate">{entry.title}</span>
    </button>
  </li>
);

const Results = ({ found, disabled }: { readonly found: readonly CatalogueEntry[]; readonly disabled: boolean }) => (
  <ul aria-label="Found nodes">
    {found.map((entry) => (
      <PaletteEntry key={entry.type} entry={entry} disabled={disabled} />
    ))}
  </ul>
);

const Families = ({
  catalogue,
  disabled,
}: {
  readonly catalogue: readonly CatalogueEntry[];
  readonly disabled: boolean;
}) =>
  families.map((family) => {
    const own = catalogue.filter((entry) => entry.family === family);
    return own.length === 0 ? null : (
      <section key={family} aria-label={familyTitle[family]} className="palette-family">
        <h3 className="caps">{familyTitle[family]}</h3>
        <ul>
          {own.map((entry) => (
            <PaletteEntry key={entry.type} entry={entry} disabled={disabled} />
          ))}
        </ul>
      </section>
    );
  });

/** All node types: by family, or by what is searched for. Drag, double-click or Enter adds one. */
export const Palette = () => {
  const catalogue = useSession((state) => state.catalogue);
  const disabled = useDocumentId() === undefined;
  const [query, setQuery] = useState('');
  const found = useMemo(() => searchEntries(query, catalogue), [query, catalogue]);
  const first = found[0];
  return (
    <div className="palette">
      <div className="panel-search">
        <Search size={14} strokeWidth={1.75} aria-hidden="true" />
        <input
          className="field"
          type="search"
          aria-label="Search nodes"
          placeholder={catalogue.length > 0 ? `Search ${catalogue.length} nodes…` : 'Search nodes…'}
          spellCheck={false}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && query && first && !disabled) add(first.type);
            if (event.key === 'Escape') setQuery('');
          }}
        />
      </div>
      <div className="panel-scroll">
        {query ? <Results found={found} disabled={disabled} /> : <Families catalogue={catalogue} disabled={disabled} />}
        {query && found.length === 0 ? <p className="panel-empty">No node for “{query}”.</p> : null}
      </div>
    </div>
  );
};
