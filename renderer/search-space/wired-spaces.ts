import type { CatalogueEntry } from '../../contract/catalogue.ts';
import { endpointOf, type Flow } from '../../contract/flow.ts';
import type { Json } from '../../contract/json.ts';
import { type ParamSchema, unwrapped } from '../inspector/schema.ts';

/** A setting of a learner that can be searched over. */
export interface Dimension {
  readonly name: string;
  readonly title: string;
  readonly whole: boolean;
  readonly range?: { readonly low: number; readonly high: number; readonly log: boolean };
  readonly choices?: readonly Json[];
}

export interface WiredSpace {
  readonly type: string;
  readonly title: string;
  readonly dimensions: readonly Dimension[];
}

type Searchable = ParamSchema & {
  readonly search?: { readonly low: number; readonly high: number; readonly log?: boolean };
  readonly searchChoices?: readonly Json[];
};

const dimensionOf = (name: string, given: Searchable): Dimension | undefined => {
  const { search, searchChoices, title = name } = given;
  const whole = unwrapped(given).type === 'integer';
  if (searchChoices) return { name, title, whole, choices: searchChoices };
  if (!search) return undefined;
  return { name, title, whole, range: { low: search.low, high: search.high, log: search.log ?? false } };
};

const spaceOf = (entry: CatalogueEntry): WiredSpace | undefined => {
  const properties = (entry.params['properties'] ?? {}) as unknown as Readonly<Record<string, Searchable>>;
  const dimensions = Object.entries(properties)
    .map(([name, schema]) => dimensionOf(name, schema))
    .filter((dimension) => dimension !== undefined);
  return dimensions.length > 0 ? { type: entry.type, title: entry.title, dimensions } : undefined;
};

/** What the learners wired to a node can be searched over, each type once. */
export const wiredSpaces = (
  flow: Flow,
  entries: Readonly<Record<string, CatalogueEntry>>,
  node: string,
): readonly WiredSpace[] => {
  const inputs = entries[flow.nodes[node]?.type ?? '']?.inputs ?? {};
  const types = flow.edges
    .filter(({ to }) => endpointOf(to).node === node && inputs[endpointOf(to).port]?.kind === 'learner')
    .map(({ from }) => flow.nodes[endpointOf(from).node]?.type ?? '');
  return [...new Set(types)].flatMap((type) => {
    const entry = entries[type];
    const space = entry && spaceOf(entry);
    return space ? [space] : [];
  });
};
