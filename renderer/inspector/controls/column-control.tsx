import { ColumnIcon } from '../../shell/column-icon.tsx';
import { isNullable, unwrapped } from '../schema.ts';
import { Choice } from './choice.tsx';
import type { ControlProps } from './control.ts';
import { TextControl } from './text-control.tsx';

const none = '';

/** One of the columns that arrive at the node. A name that is not among them stays, and can be seen to be missing. */
export const ColumnControl = (props: ControlProps) => {
  const { id, label, schema, value, invalid, columns, onChange } = props;
  if (!columns) return <TextControl {...props} />;
  const wanted = unwrapped(schema).columnTypes;
  const fitting = columns.filter((column) => !wanted || wanted.includes(column.type));
  const current = typeof value === 'string' ? value : none;
  const gone = current !== none && !fitting.some((column) => column.name === current);
  const options = [
    ...(isNullable(schema) || schema.default === '' || schema.default === undefined
      ? [{ value: none, text: 'none' }]
      : []),
    ...(gone ? [{ value: current, text: `${current} (not in the table)` }] : []),
    ...fitting.map((column) => ({ value: column.name, text: column.name, icon: <ColumnIcon type={column.type} /> })),
  ];
  return (
    <Choice
      id={id}
      label={label}
      invalid={invalid || gone}
      value={current}
      options={options}
      onChoose={(name) => onChange(name === none ? (isNullable(schema) ? null : undefined) : name)}
    />
  );
};
