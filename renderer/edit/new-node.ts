import type { CatalogueEntry } from '../../contract/catalogue.ts';
import type { Flow, FlowNode } from '../../contract/flow.ts';
import type { JsonObject } from '../../contract/json.ts';

/** An id that is free in the flow: the type's last word, numbered from 2. */
export const newId = (taken: Readonly<Record<string, unknown>>, type: string): string => {
  const last = type.slice(type.lastIndexOf('.') + 1).replace(/[^A-Za-z0-9_-]/g, '');
  const base = /^[A-Za-z]/.test(last) ? last.slice(0, 56) : 'node';
  if (!(base in taken)) return base;
  let count = 2;
  while (`${base}-${count}` in taken) count++;
  return `${base}-${count}`;
};

export const newNode = (entry: CatalogueEntry, params?: JsonObject): FlowNode => ({
  type: entry.type,
  version: entry.version,
  ...(params ? { params: params as NonNullable<FlowNode['params']> } : {}),
});

export const grid = 10;
export const snapped = ([x, y]: readonly [number, number]): [number, number] => [
  Math.round(x / grid) * grid,
  Math.round(y / grid) * grid,
];

const cardWidth = 240;
const typicalHeight = 150;

const overlaps = (a: readonly [number, number], b: readonly [number, number]): boolean =>
  Math.abs(a[0] - b[0]) < cardWidth + 20 && Math.abs(a[1] - b[1]) < typicalHeight + 20;

/** `wanted`, pushed down until no card is in the way. */
export const freeSpot = (flow: Flow, wanted: readonly [number, number]): [number, number] => {
  let spot = snapped(wanted);
  const others = Object.values(flow.layout);
  while (others.some((other) => overlaps(spot, other))) spot = [spot[0], spot[1] + 40];
  return spot;
};
