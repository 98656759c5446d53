import { catalogueEntry } from '../../contract/catalogue.ts';
import type { Flow } from '../../contract/flow.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { NodeDefinition } from '../../contract/node.ts';
import { nodes } from '../../nodes/index.ts';
import { type Sketch, sketch } from '../harness/sketch.ts';
import { type ColumnCase, half, lookupTable, newRows, type RawTable, rawTable } from './raw-table.ts';
import { type NodeSettings, namesOf, settingsByNode } from './settings-by-node.ts';

/** A node can be part of a recipe if it is replayed, or left out, when predicting. */
const isInRecipe = (definition: NodeDefinition): boolean =>
  definition.role === 'transform' || (definition.role === 'node' && definition.continues !== undefined);

export const recipeNodes = Object.entries(nodes).filter(
  ([type, definition]) => type.startsWith('clean.') && isInRecipe(definition),
);

/** One node with its settings, on columns of one type. */
export interface Variant {
  readonly about: ColumnCase;
  readonly type: string;
  readonly definition: NodeDefinition;
  readonly settings: NodeSettings;
  readonly params: JsonObject;
  readonly name: string;
  /** No other choice than what the table of settings has. */
  readonly usual: boolean;
}

/** Each choice of each setting that has choices, where the node learns: the others stay as they are. */
const choicesOf = (type: string, definition: NodeDefinition, { except = {} }: NodeSettings): readonly JsonObject[] => {
  const properties = (catalogueEntry(type, definition).params['properties'] ?? {}) as Record<string, JsonObject>;
  return Object.entries(properties).flatMap(([name, property]) =>
    ((property['enum'] ?? []) as string[])
      .filter((choice) => !except[name]?.includes(choice) && choice !== property['default'])
      .map((choice) => ({ [name]: choice })),
  );
};

export const variantsOf = (about: ColumnCase): readonly Variant[] =>
  recipeNodes.flatMap(([type, definition]) => {
    const settings: NodeSettings = settingsByNode[type] ?? { params: () => ({}) };
    const params = settings.params(namesOf(about), about);
    const learns = definition.role === 'transform' && definition.fit !== undefined;
    const choices = about === 'mixed' && learns ? choicesOf(type, definition, settings) : [];
    return [{}, ...choices, ...(learns ? (settings.also ?? []) : [])].map((choice) => {
      const named = Object.entries(choice).map(([name, value]) => ` ${name} ${String(value)}`);
      return {
        about,
        type,
        definition,
        settings,
        params: { ...params, ...choice },
        name: `${type}${named.join('')}`,
        usual: named.length === 0,
      };
    });
  });

const source = (table: RawTable) => ({ type: 'source.inline-table', params: { ...table } as never });

interface Part {
  readonly nodes: Sketch['nodes'];
  readonly wires: readonly string[];
}

/** Source or split → the node → a learner of its own. */
const partOf = ({ type, definition, params, settings }: Variant, index: number): Part => {
  const [id, learner] = [`node${index}`, `learner${index}`];
  const before = settings.beforeSplit?.(params) ?? false;
  const beside = Object.entries(definition.inputs).flatMap(([port, { kind }]) => {
    if (port === 'table') return [];
    return [kind === 'learner' ? `teacher.learner > ${id}.${port}` : `lookup.table > ${id}.${port}`];
  });
  const nodes: Sketch['nodes'] = { [id]: { type, params: params as never }, [learner]: 'train.logistic-regression' };
  return before
    ? {
        nodes: { ...nodes, [`split${index}`]: splitInHalves },
        wires: [
          `roles.table > ${id}.table`,
          ...beside,
          `${id}.table > split${index}.table`,
          `split${index}.table > ${learner}.table`,
        ],
      }
    : { nodes, wires: [`split.table > ${id}.table`, ...beside, `${id}.table > ${learner}.table`] };
};

const splitInHalves = { type: 'split.train-test', params: { shuffle: false, test: 0.5, validation: 0 } };

/** A model for each variant; where `without` is given, predictions of new rows that lack a column, or only the target. */
export const recipeFlow = (variants: readonly Variant[], about: ColumnCase, without?: string): Flow => {
  const parts = variants.map(partOf);
  const predicting = parts.map(
    (_, index): Part => ({
      nodes: { [`predict${index}`]: 'evaluate.predict' },
      wires: [`learner${index}.model > predict${index}.model`, `new.table > predict${index}.table`],
    }),
  );
  const all = without === undefined ? parts : [...parts, ...predicting];
  return sketch({
    nodes: {
      data: source(rawTable(about)),
      roles: { type: 'clean.columns', params: { roles: { y: 'target' } } },
      split: splitInHalves,
      lookup: source(lookupTable(about)),
      teacher: 'train.logistic-regression',
      ...(without === undefined ? {} : { new: source(newRows(about, without)) }),
      ...Object.assign({}, ...all.map((part) => part.nodes)),
    },
    wires: [
      'data.table > roles.table',
      'roles.table > split.table',
      'split.table > teacher.table',
      ...all.flatMap(({ wires }) => wires),
    ],
  });
};

/** Row numbers of new rows begin anew. */
export const rowInFlow = (row: number): number => row + half;
