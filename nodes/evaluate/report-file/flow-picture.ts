import type { DrawnFlow } from '../../../contract/drawn-flow.ts';
import { escapeHtml } from './escape.ts';

const [width, height, margin] = [176, 48, 24];

interface Box {
  readonly id: string;
  readonly title: string;
  readonly family: string;
  readonly x: number;
  readonly y: number;
}

/** Where the editor has them; those without a place stand in a row below. */
const boxesOf = ({ nodes }: DrawnFlow): readonly Box[] => {
  const lowest = Math.max(0, ...nodes.map(({ at }) => at?.[1] ?? 0));
  let next = 0;
  return nodes.map(({ id, title, type, at }): Box => {
    const [x, y] = at ?? [(width + 32) * next++, lowest + (nodes.some((node) => node.at) ? 120 : 0)];
    return { id, title, family: type.split('.')[0] ?? '', x, y };
  });
};

const shortened = (title: string): string => ([...title].length > 21 ? `${[...title].slice(0, 20).join('')}…` : title);

const families = new Set(['source', 'clean', 'split', 'train', 'tune', 'evaluate']);

const boxSvg = ({ title, family, x, y }: Box): string => {
  const colour = families.has(family) ? family : 'unknown';
  return `<g transform="translate(${x} ${y})"><title>${escapeHtml(title)}</title><rect class="node" width="${width}" height="${height}" rx="10"/><rect class="f-${colour}" x="10" y="12" width="4" height="24" rx="2"/><text x="24" y="29">${escapeHtml(shortened(title))}</text></g>`;
};

const wireSvg = (from: Box, to: Box): string => {
  const [x1, y1, x2, y2] = [from.x + width, from.y + height / 2, to.x, to.y + height / 2];
  const bend = Math.max(24, Math.abs(x2 - x1) / 2);
  return `<path class="wire" d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}"/>`;
};

/** Smaller than this its titles can't be read: a long flow is as wide as it must be, and scrolls in its frame. */
const leastScale = 0.62;

/** The flow as it lies on the canvas. */
export const flowPicture = (flow: DrawnFlow): string => {
  const boxes = boxesOf(flow);
  if (boxes.length === 0) return '';
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const wires = flow.edges.flatMap(({ from, to }) => {
    const [start, end] = [byId.get(from), byId.get(to)];
    return start && end ? [wireSvg(start, end)] : [];
  });
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)) - margin, Math.min(...boxes.map(({ y }) => y)) - margin];
  const right = Math.max(...boxes.map(({ x }) => x)) + width + margin;
  const bottom = Math.max(...boxes.map(({ y }) => y)) + height + margin;
  const label = `Flow of ${boxes.length} steps: ${boxes.map(({ title }) => title).join(', ')}`;
  return `<svg class="flow" role="img" aria-label="${escapeHtml(label)}" viewBox="${left} ${top} ${right - left} ${bottom - top}" style="min-width:${Math.round((right - left) * leastScale)}px;max-width:${right - left}px">${wires.join('')}${boxes.map(boxSvg).join('')}</svg>`;
};
