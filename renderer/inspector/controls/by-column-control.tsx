import { X } from 'lucide-react';
import { useState } from 'react';
import type { Column } from '../../../contract/column.ts';
import type { Json, JsonObject } from '../../../contract/json.ts';
import { ColumnIcon } from '../../shell/column-icon.tsx';
import { Control } from '../control.tsx';
import { choicesOf, fieldKind, initialValue, type ParamSchema, unwrapped } from '../schema.ts';
import { Choice } from './choice.tsx';
import type { ControlProps } from './control.ts';

const shownAtFirst = 40;

/** Only the columns that are set are listed; roles and types are worth seeing for all. */
const listed = (widget: string | undefined): boolean => widget === 'by-column' || widget === 'column-names';

const recordOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

const withoutKey = (record: JsonObject, key: string): JsonObject =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

interface RowProps extends ControlProps {
  readonly name: string;
  readonly column: Column | undefined;
  readonly inner: ParamSchema;
  /** What holds where nothing is set. */
  readonly inherited: Json | undefined;
}

const InnerControl = ({ name, inner, inherited, value, onChange, ...rest }: RowProps) => {
  const properties = inner.properties;
  if (!properties)
    return (
      <Control
        {...rest}
        id={`${rest.id}-${name}`}
        label={`${rest.label} of ${name}`}
        schema={inner}
        value={value ?? inherited}
        onChange={onChange}
      />
    );
  const record = recordOf(value);
  return Object.entries(properties).map(([key, schema]) => (
    <Control
      key={key}
      {...rest}
      id={`${rest.id}-${name}-${key}`}
      label={`${key} of ${name}`}
      schema={schema}
      value={record[key]}
      onChange={(next) =>
        onChange(next === undefined || next === '' ? withoutKey(record, key) : { ...record, [key]: next })
      }
    />
  ));
};

const Row = (props: RowProps) => {
  const { name, column, columns, value, onChange } = props;
  return (
    <div
      className="by-column-row"
      data-set={value !== undefined || undefined}
      data-gone={columns && !column ? true : undefined}
    >
      <span className="by-column-name">
        {column ? <ColumnIcon type={column.type} /> : null}
        <span className="truncate" title={name}>
          {name}
        </span>
      </span>
      <span className="by-column-value">
        <InnerControl {...props} />
      </span>
      <button
        type="button"
        className="icon-button small"
        aria-label={`Reset ${name}`}
        disabled={value === undefined}
        onClick={() => onChange(undefined)}
      >
        <X size={13} />
      </button>
    </div>
  );
};

const inheritedOf = (widget: string | undefined, column: Column | undefined): Json | undefined => {
  if (widget === 'column-roles') return column?.role;
  if (widget === 'column-types') return column?.type;
  return widget === 'column-names' ? column?.name : undefined;
};

const useRows = ({ schema, columns, value }: ControlProps, all: boolean): readonly string[] => {
  const set = Object.keys(recordOf(value));
  if (!columns || listed(unwrapped(schema).widget)) return set;
  const known = columns.map((column) => column.name);
  const shown = all ? known : known.slice(0, shownAtFirst);
  return [...set.filter((name) => !shown.includes(name)), ...shown];
};

const AddColumn = ({
  props,
  inner,
  record,
}: {
  readonly props: ControlProps;
  readonly inner: ParamSchema;
  readonly record: JsonObject;
}) => {
  const { label, columns, onChange } = props;
  const [typed, setTyped] = useState('');
  const add = (name: string): void =>
    onChange({ ...record, [name]: choicesOf(inner)[0] ?? (inner.type === 'string' ? name : initialValue(inner)) });
  if (columns)
    return (
      <Choice
        label={`${label}: add a column`}
        value={undefined}
        small
        placeholder="Add a column…"
        options={columns
          .filter((column) => !(column.name in record))
          .map((column) => ({ value: column.name, text: column.name, icon: <ColumnIcon type={column.type} /> }))}
        onChoose={add}
      />
    );
  return (
    <input
      className="field"
      aria-label={`${label}: add a column`}
      placeholder="Column name, then Enter"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !typed.trim()) return;
        add(typed.trim());
        setTyped('');
      }}
    />
  );
};

/** A value for single columns: roles, types, new names, or settings of their own. */
export const ByColumnControl = (props: ControlProps) => {
  const { schema, columns, value, onChange } = props;
  const [all, setAll] = useState(false);
  const rows = useRows(props, all);
  const { widget, additionalProperties } = unwrapped(schema);
  const inner: ParamSchema = typeof additionalProperties === 'object' ? additionalProperties : {};
  const record = recordOf(value);
  const free = !columns || listed(widget);
  const hidden = (columns?.length ?? 0) - shownAtFirst;
  return (
    <div className="by-column" data-kind-of={fieldKind(inner)}>
      {rows.map((name) => {
        const column = columns?.find((known) => known.name === name);
        const inherited = inheritedOf(widget, column);
        return (
          <Row
            key={name}
            {...props}
            name={name}
            column={column}
            inner={inner}
            inherited={inherited}
            value={record[name]}
            onChange={(next) =>
              onChange(
                next === undefined || next === '' || next === inherited
                  ? withoutKey(record, name)
                  : { ...record, [name]: next },
              )
            }
          />
        );
      })}
      {free ? <AddColumn props={props} inner={inner} record={record} /> : null}
      {!free && !all && hidden > 0 ? (
        <button type="button" className="button plain small" onClick={() => setAll(true)}>
          Show {hidden} more
        </button>
      ) : null}
    </div>
  );
};
