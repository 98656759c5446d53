import type { CatalogueEntry } from '../../../contract/catalogue.ts';
import type { Json, JsonObject } from '../../../contract/json.ts';

const text = (value: Json): string => {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(text).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const titleOf = (entry: CatalogueEntry | undefined, name: string): string => {
  const schemas = entry?.params['properties'] as Readonly<Record<string, { readonly title?: string }>> | undefined;
  return schemas?.[name]?.title ?? name;
};

interface ParamListProps {
  readonly params: JsonObject;
  readonly entry: CatalogueEntry | undefined;
}

/** Settings under their titles; the ones that are not the default stand out. */
export const ParamList = ({ params, entry }: ParamListProps) => (
  <dl className="fact-list">
    {Object.entries(params).map(([name, value]) => {
      const changed = entry !== undefined && JSON.stringify(entry.defaults[name]) !== JSON.stringify(value);
      return (
        <div key={name} className={changed ? 'changed' : ''}>
          <dt>{titleOf(entry, name)}</dt>
          <dd title={changed ? 'not the default' : undefined}>{text(value)}</dd>
        </div>
      );
    })}
  </dl>
);
