import type { CatalogueEntry } from '../../contract/catalogue.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { ParamMeta } from '../../contract/params.ts';

/** The part of JSON Schema that settings are written in, with the hints beside it. */
export interface ParamSchema extends Partial<ParamMeta> {
  readonly type?: string | readonly string[];
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly default?: Json;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly maxLength?: number;
  readonly anyOf?: readonly ParamSchema[];
  readonly oneOf?: readonly ParamSchema[];
  readonly items?: ParamSchema;
  readonly properties?: Readonly<Record<string, ParamSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: ParamSchema | boolean;
}

export type FieldKind =
  | 'number'
  | 'slider'
  | 'select'
  | 'switch'
  | 'text'
  | 'texts'
  | 'choices'
  | 'expression'
  | 'numbers'
  | 'items'
  | 'file'
  | 'column'
  | 'columns'
  | 'by-column'
  | 'grid'
  | 'corrections'
  | 'threshold'
  | 'search-space'
  | 'choice-or-number'
  | 'json';

const typesOf = (schema: ParamSchema): readonly string[] =>
  typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);

/** The alternatives of a schema, `null` aside: a setting that may be empty is drawn as what it otherwise is. */
export const alternatives = (schema: ParamSchema): readonly ParamSchema[] =>
  (schema.anyOf ?? schema.oneOf ?? []).filter((option) => option.type !== 'null');

export const isNullable = (schema: ParamSchema): boolean =>
  typesOf(schema).includes('null') || (schema.anyOf ?? []).some((option) => option.type === 'null');

const isNumeric = (schema: ParamSchema): boolean =>
  typesOf(schema).some((type) => type === 'number' || type === 'integer');

/** Without the wrapping of “or null”. */
export const unwrapped = (schema: ParamSchema): ParamSchema => {
  const [only, ...more] = alternatives(schema);
  if (!only || more.length > 0) return schema;
  const { anyOf: _, oneOf: __, ...rest } = schema;
  return { ...only, ...rest };
};

export const choicesOf = (schema: ParamSchema): readonly Json[] => {
  if (schema.enum) return schema.enum.filter((choice) => choice !== null);
  if (schema.const !== undefined) return [schema.const];
  return alternatives(schema).flatMap((option) => choicesOf(option));
};

const byWidget = (schema: ParamSchema): FieldKind | undefined => {
  switch (schema.widget) {
    case 'file':
    case 'files':
    case 'folder':
    case 'save-file':
      return 'file';
    case 'column':
    case 'columns':
    case 'grid':
    case 'expression':
    case 'corrections':
    case 'threshold':
    case 'search-space':
      return schema.widget;
    case 'column-roles':
    case 'column-types':
    case 'column-names':
    case 'by-column':
      return 'by-column';
    case 'slider':
      return isNumeric(schema) && schema.minimum !== undefined && schema.maximum !== undefined ? 'slider' : undefined;
    default:
      return undefined;
  }
};

const arrayKind = (items: ParamSchema | undefined): FieldKind => {
  if (!items) return 'json';
  if (items.properties || (alternatives(items).every((option) => option.properties) && alternatives(items).length > 0))
    return 'items';
  if (items.enum) return 'choices';
  if (isNumeric(items)) return 'numbers';
  return typesOf(items).includes('string') ? 'texts' : 'json';
};

const alternativesKind = (schema: ParamSchema): FieldKind => {
  const options = alternatives(schema);
  if (options.every((option) => choicesOf(option).length > 0)) return 'select';
  const rest = options.filter((option) => choicesOf(option).length === 0);
  return rest.length === 1 && rest[0] && isNumeric(rest[0]) ? 'choice-or-number' : 'json';
};

/** How a setting is drawn. */
export const fieldKind = (given: ParamSchema): FieldKind => {
  const schema = unwrapped(given);
  const hinted = byWidget(schema);
  if (hinted) return hinted;
  if (schema.enum || schema.const !== undefined) return 'select';
  if (alternatives(schema).length > 0) return alternativesKind(schema);
  const types = typesOf(schema);
  if (types.includes('array')) return arrayKind(schema.items);
  if (types.includes('boolean')) return 'switch';
  if (isNumeric(schema)) return 'number';
  return types.includes('string') ? 'text' : 'json';
};

export interface Field {
  readonly name: string;
  readonly schema: ParamSchema;
  readonly value: Json | undefined;
  readonly changed: boolean;
}

const matters = (schema: ParamSchema, values: JsonObject): boolean =>
  Object.entries(schema.when ?? {}).every(([name, wanted]) => wanted.some((value) => value === values[name]));

/** The settings of a node that matter now, in the schema's order, with what they are set to. */
export const fieldsOf = (entry: CatalogueEntry, params: JsonObject): readonly Field[] => {
  const properties = (entry.params['properties'] ?? {}) as Readonly<Record<string, ParamSchema>>;
  const values: JsonObject = { ...entry.defaults, ...params };
  return Object.entries(properties)
    .filter(([, schema]) => matters(schema, values))
    .map(([name, schema]) => ({ name, schema, value: values[name], changed: name in params }));
};

/** The setting's title; a name in camelCase as words where it has none. */
export const labelOf = (name: string, schema: ParamSchema): string =>
  schema.title ??
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/^./, (first) => first.toUpperCase())
    .replace(/ ([A-Z])/g, (word) => word.toLowerCase());

const spoken: Readonly<Record<string, string>> = { '\t': 'tab', ' ': 'space', '': 'empty' };

/** A choice as people read it. */
export const choiceText = (choice: Json): string => {
  if (choice === true) return 'yes';
  if (choice === false) return 'no';
  const text = String(choice);
  return spoken[text] ?? text;
};

/** What a new item of a list starts with. */
export const initialValue = (schema: ParamSchema): Json => {
  if (schema.default !== undefined) return schema.default;
  const [choice] = choicesOf(schema);
  if (choice !== undefined) return choice;
  const [option] = alternatives(schema);
  if (option) return initialValue(option);
  const types = typesOf(schema);
  if (schema.properties) {
    const needed = schema.required ?? Object.keys(schema.properties);
    return Object.fromEntries(
      Object.entries(schema.properties)
        .filter(([name]) => needed.includes(name))
        .map(([name, inner]) => [name, initialValue(inner)]),
    );
  }
  if (types.includes('array')) return [];
  if (types.includes('boolean')) return false;
  return isNumeric(schema) ? (schema.minimum ?? 0) : '';
};
