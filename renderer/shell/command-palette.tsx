import { useState } from 'react';
import { canvasView } from '../canvas/view.ts';
import type { Command } from '../commands/command.ts';
import { keysText } from '../commands/keys.ts';
import { commands, runCommand } from '../commands/registry.ts';
import { titleOf } from '../edit/ports-of.ts';
import { scoreText } from '../palette/search-score.ts';
import { useFlow } from '../state/document.ts';
import { select, setSession, useSession } from '../state/session.ts';
import { Modal } from './modal.tsx';
import { NodeIcon } from './node-icon.tsx';
import { type SearchItem, SearchList } from './search-list.tsx';

const close = (): void => setSession({ overlay: null });

const commandItem = (command: Command): SearchItem => {
  const refused = command.refused?.();
  return {
    id: command.id,
    label: command.title,
    ...(refused ? { refused } : {}),
    content: (
      <>
        <span className="truncate search-title">{command.title}</span>
        {command.keys?.[0] ? <span className="kbd">{keysText(command.keys[0])}</span> : null}
      </>
    ),
  };
};

const useNodeItems = (): readonly SearchItem[] => {
  const flow = useFlow();
  const entries = useSession((state) => state.entries);
  return Object.entries(flow.nodes).map(([id, node]) => {
    const title = titleOf(flow, entries, id);
    return {
      id: `@${id}`,
      label: title,
      description: 'Go to this node',
      content: (
        <>
          <NodeIcon entry={entries[node.type]} small />
          <span className="truncate search-title">{title}</span>
          <span className="search-family">in this flow</span>
        </>
      ),
    };
  });
};

const choose = (id: string): void => {
  close();
  if (!id.startsWith('@')) {
    runCommand(id);
    return;
  }
  select([id.slice(1)]);
  canvasView()?.reveal(id.slice(1));
  canvasView()?.focus(id.slice(1));
};

const ranked = (items: readonly SearchItem[], query: string): readonly SearchItem[] =>
  items
    .map((item) => ({ item, score: scoreText(query, { title: item.label, keywords: [], description: '' }) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);

/** Every command with its keys, and every node of the flow. `@` narrows to nodes, `>` to commands. */
export const CommandPalette = () => {
  const [query, setQuery] = useState('');
  const nodes = useNodeItems();
  const all = query.startsWith('@')
    ? nodes
    : query.startsWith('>')
      ? commands.map(commandItem)
      : [...commands.map(commandItem), ...nodes];
  const found = ranked(all, query.replace(/^[@>]\s*/, ''));
  return (
    <Modal title="Search or run a command" className="command-palette" bare onLeave={close}>
      <SearchList
        label="Search or run a command"
        placeholder="Search or run a command…"
        query={query}
        items={found}
        empty={<>Nothing found for “{query}”</>}
        onQuery={setQuery}
        onChoose={choose}
        onLeave={close}
      />
    </Modal>
  );
};
