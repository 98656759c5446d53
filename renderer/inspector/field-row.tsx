import { RotateCcw } from 'lucide-react';
import type { Column } from '../../contract/column.ts';
import { parameterReference } from '../../contract/flow.ts';
import type { Json } from '../../contract/json.ts';
import type { Problem } from '../../contract/problem.ts';
import { setParam } from '../edit/flow-commands.ts';
import { sealStep } from '../state/document.ts';
import { Control } from './control.tsx';
import { FieldHelp } from './field-help.tsx';
import { ParameterLink, ParameterMenu } from './parameter-link.tsx';
import { type Field, fieldKind, labelOf } from './schema.ts';

interface FieldRowProps {
  readonly node: string;
  readonly field: Field;
  readonly columns: readonly Column[] | undefined;
  readonly problem: Problem | undefined;
}

const wide = [
  'columns',
  'by-column',
  'items',
  'grid',
  'corrections',
  'threshold',
  'search-space',
  'json',
  'texts',
  'choices',
  'expression',
  'file',
];

const ResetDot = ({ node, field, label }: { readonly node: string; readonly field: Field; readonly label: string }) => (
  <button
    type="button"
    className="reset-dot"
    aria-label={`Reset ${label} to its default`}
    title="Changed from the default. Click to reset."
    onClick={() => {
      setParam(node, field.name, undefined);
      sealStep();
    }}
  >
    <span className="dot" aria-hidden="true" />
    <RotateCcw size={12} strokeWidth={2} aria-hidden="true" />
  </button>
);

/** One setting: its name, its control, and what is wrong with it. */
export const FieldRow = ({ node, field, columns, problem }: FieldRowProps) => {
  const { name, schema, value, changed } = field;
  const label = labelOf(name, schema);
  const id = `field-${node}-${name}`;
  const kind = fieldKind(schema);
  const parameter = parameterReference(value);
  const layout = wide.includes(kind) && parameter === undefined ? 'below' : kind === 'slider' ? 'slider' : 'beside';
  const change = (next: Json | undefined): void => setParam(node, name, next);
  return (
    <div className="field-row" data-layout={layout} data-param={name}>
      <div className="field-label">
        <label htmlFor={id}>{label}</label>
        {schema.description ? <FieldHelp text={schema.description} label={label} /> : null}
        {changed ? <ResetDot node={node} field={field} label={label} /> : null}
        <ParameterMenu node={node} name={name} kind={kind} value={value} />
      </div>
      <div className="field-control">
        {parameter === undefined ? (
          <Control
            id={id}
            label={label}
            schema={schema}
            value={value}
            columns={columns}
            node={node}
            invalid={problem?.severity === 'error'}
            onChange={change}
          />
        ) : (
          <ParameterLink parameter={parameter} onCut={(now) => change(now)} />
        )}
      </div>
      {problem ? (
        <p className="field-problem" data-severity={problem.severity}>
          {problem.message}
        </p>
      ) : null}
    </div>
  );
};
