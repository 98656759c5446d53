import { Plus, X } from 'lucide-react';
import type { Json, JsonObject } from '../../../contract/json.ts';
import { Control } from '../control.tsx';
import { alternatives, choicesOf, choiceText, initialValue, labelOf, type ParamSchema } from '../schema.ts';
import { Choice } from './choice.tsx';
import type { ControlProps } from './control.ts';

const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

const recordOf = (value: Json): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

/** The property that tells one alternative from another, and its value in each. */
export const discriminator = (options: readonly ParamSchema[]): string | undefined => {
  const [first] = options;
  return Object.keys(first?.properties ?? {}).find((name) =>
    options.every((option) => option.properties?.[name]?.const !== undefined),
  );
};

const variantOf = (items: ParamSchema, item: JsonObject): ParamSchema => {
  const options = alternatives(items);
  const key = discriminator(options);
  if (key === undefined) return items.properties ? items : (options[0] ?? items);
  return options.find((option) => option.properties?.[key]?.const === item[key]) ?? options[0] ?? items;
};

interface ItemProps extends ControlProps {
  readonly index: number;
  readonly items: ParamSchema;
  readonly item: JsonObject;
  onRemove(): void;
}

const Item = ({ index, items, item, onRemove, onChange, ...rest }: ItemProps) => {
  const options = alternatives(items);
  const key = discriminator(options);
  const variant = variantOf(items, item);
  const fields = Object.entries(variant.properties ?? {}).filter(([name]) => name !== key);
  return (
    <li className="item">
      <span className="item-fields">
        {key === undefined ? null : (
          <Choice
            label={`${rest.label} ${index + 1}: ${labelOf(key, {})}`}
            value={String(item[key] ?? '')}
            options={options.flatMap((option) =>
              choicesOf(option.properties?.[key] ?? {}).map((choice) => ({
                value: String(choice),
                text: choiceText(choice),
              })),
            )}
            onChoose={(chosen) => {
              const next = options.find((option) => option.properties?.[key]?.const === chosen);
              if (next) onChange(initialValue(next));
            }}
          />
        )}
        {fields.map(([name, schema]) => (
          <div key={name} className="item-field">
            <span className="item-label">{labelOf(name, schema)}</span>
            <Control
              {...rest}
              id={`${rest.id}-${index}-${name}`}
              label={`${rest.label} ${index + 1}: ${labelOf(name, schema)}`}
              schema={schema}
              value={item[name]}
              onChange={(next) => {
                const { [name]: _, ...others } = item;
                onChange(next === undefined ? others : { ...others, [name]: next });
              }}
            />
          </div>
        ))}
      </span>
      <button
        type="button"
        className="icon-button small"
        aria-label={`Remove ${rest.label} ${index + 1}`}
        onClick={onRemove}
      >
        <X size={13} />
      </button>
    </li>
  );
};

/** A list of small records, such as rules. */
export const ItemsControl = (props: ControlProps) => {
  const { label, schema, value, onChange } = props;
  const list = listOf(value);
  const items: ParamSchema = schema.items ?? {};
  const put = (index: number, next: Json | undefined): void =>
    onChange(
      next === undefined ? list.filter((_, at) => at !== index) : list.map((old, at) => (at === index ? next : old)),
    );
  const fresh = (): Json => {
    const [first] = alternatives(items);
    return initialValue(items.properties ? items : (first ?? items));
  };
  return (
    <div className="items-control">
      <ol>
        {list
          .map((item, index) => ({ item, index }))
          .map(({ item, index }) => (
            <Item
              key={index}
              {...props}
              index={index}
              items={items}
              item={recordOf(item)}
              onChange={(next) => put(index, next)}
              onRemove={() => put(index, undefined)}
            />
          ))}
      </ol>
      <button type="button" className="button plain small" onClick={() => onChange([...list, fresh()])}>
        <Plus size={13} /> Add to {label.toLowerCase()}
      </button>
    </div>
  );
};
