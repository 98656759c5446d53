import { useMemo, useState } from 'react';
import { endpointOf } from '../../contract/flow.ts';
import { PortGlyph } from '../canvas/port-glyph.tsx';
import { canvasView } from '../canvas/view.ts';
import { connectPorts } from '../edit/flow-commands.ts';
import { portsOf, titleOf } from '../edit/ports-of.ts';
import { type WireEnd, wiringFrom } from '../edit/wiring.ts';
import { type SearchItem, SearchList } from '../shell/search-list.tsx';
import { useFlow } from '../state/document.ts';
import { setSession, useSession } from '../state/session.ts';
import { scoreText } from './search-score.ts';

interface Way {
  readonly from: WireEnd;
  readonly to: WireEnd;
  readonly item: SearchItem;
  readonly fits: boolean;
}

const useWays = (node: string): readonly Way[] => {
  const flow = useFlow();
  const entries = useSession((state) => state.entries);
  return useMemo(() => {
    const { inputs, outputs } = portsOf(flow, entries, node);
    const ends: WireEnd[] = [
      ...Object.keys(outputs).map((port) => ({ node, port, side: 'output' as const })),
      ...Object.keys(inputs).map((port) => ({ node, port, side: 'input' as const })),
    ];
    return ends.flatMap((from) => {
      const wiring = wiringFrom(flow, entries, from);
      if (!wiring) return [];
      return Object.entries(wiring.verdicts)
        .filter(([there]) => endpointOf(there).node !== node)
        .map(([there, verdict]): Way => {
          const end = endpointOf(there);
          const side = from.side === 'output' ? ('input' as const) : ('output' as const);
          const title = titleOf(flow, entries, end.node);
          const arrow = from.side === 'output' ? '→' : '←';
          const label = `${from.port} ${arrow} ${title}, ${end.port}`;
          return {
            from,
            to: { ...end, side },
            fits: verdict.fits,
            item: {
              id: `${from.side}-${from.port}-${there}`.replace(/[^\w-]/g, '_'),
              label,
              ...(verdict.fits ? {} : { refused: verdict.why }),
              content: (
                <>
                  <PortGlyph kind={wiring.kind} />
                  <span className="search-family">
                    {from.port} {arrow}
                  </span>
                  <span className="truncate search-title">{title}</span>
                  <span className="search-family">{end.port}</span>
                </>
              ),
            },
          };
        });
    });
  }, [flow, entries, node]);
};

const leave = (): void => {
  setSession({ overlay: null });
  canvasView()?.focus();
};

/** Connecting without a pointer: every port the node's ports may be wired to, and below them the others with the reason. */
export const ConnectBox = ({ node }: { readonly node: string }) => {
  const ways = useWays(node);
  const title = titleOf(useFlow(), useSession.getState().entries, node);
  const [query, setQuery] = useState('');
  const found = ways
    .filter(({ item }) => scoreText(query, { title: item.label, keywords: [], description: '' }) > 0)
    .sort((a, b) => Number(b.fits) - Number(a.fits));
  return (
    <>
      <div className="overlay-catch" onPointerDown={leave} />
      <div className="float connect-box" role="dialog" aria-label={`Connect ${title}`}>
        <SearchList
          label={`Connect ${title} to`}
          placeholder={`Connect ${title} to…`}
          query={query}
          items={found.map(({ item }) => item)}
          empty="No other port in this flow."
          onQuery={setQuery}
          onChoose={(id) => {
            const way = ways.find(({ item }) => item.id === id);
            if (way) connectPorts(way.from, way.to);
            leave();
          }}
          onLeave={leave}
        />
      </div>
    </>
  );
};
