import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { FlowParameter } from '../../contract/flow.ts';
import { addParameter, emptyValue, removeParameter, renameParameter, setParameter } from '../edit/parameters.ts';
import { apply, sealStep, useDocument, useFlow } from '../state/document.ts';
import { Control } from './control.tsx';
import { Choice } from './controls/choice.tsx';

const setFlowField = (field: 'name' | 'description' | 'seed', value: string | number): void =>
  apply(
    `Change ${field} of the flow`,
    (draft) => {
      if (field === 'description' && value === '') delete draft.description;
      else draft[field] = value as never;
    },
    `flow.${field}`,
  );

const schemaOf: Readonly<Record<FlowParameter['type'], { readonly type: string }>> = {
  number: { type: 'number' },
  string: { type: 'string' },
  boolean: { type: 'boolean' },
};

const types = [
  { value: 'number', text: 'number' },
  { value: 'string', text: 'text' },
  { value: 'boolean', text: 'yes or no' },
] as const;

const isType = (text: string): text is FlowParameter['type'] => text in schemaOf;

const ParameterRow = ({ name, parameter }: { readonly name: string; readonly parameter: FlowParameter }) => {
  const [typed, setTyped] = useState<string>();
  return (
    <li className="parameter">
      <input
        className="field"
        aria-label={`Name of parameter ${name}`}
        spellCheck={false}
        value={typed ?? name}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          if (typed !== undefined) renameParameter(name, typed);
          setTyped(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      <Choice
        label={`Type of parameter ${name}`}
        value={parameter.type}
        options={types}
        onChoose={(type) => {
          if (isType(type)) setParameter(name, { type, value: emptyValue[type] });
        }}
      />
      <Control
        id={`parameter-${name}`}
        label={`Value of parameter ${name}`}
        schema={schemaOf[parameter.type]}
        value={parameter.value}
        columns={undefined}
        node=""
        invalid={false}
        onChange={(value) => {
          if (typeof value === parameter.type) setParameter(name, { value: value as FlowParameter['value'] });
        }}
      />
      <button
        type="button"
        className="icon-button small"
        aria-label={`Delete parameter ${name}`}
        onClick={() => removeParameter(name)}
      >
        <X size={13} />
      </button>
    </li>
  );
};

/** The flow itself: shown while nothing is selected. */
export const FlowProperties = () => {
  const flow = useFlow();
  const path = useDocument((state) => state.info?.path);
  const parameters = Object.entries(flow.parameters);
  return (
    <div className="inspector-panel flow-properties">
      <h2 className="inspector-heading">Flow</h2>
      <label className="field-row" data-layout="below">
        <span className="field-label">Name</span>
        <input
          className="field"
          value={flow.name}
          spellCheck={false}
          onChange={(event) => setFlowField('name', event.target.value)}
          onBlur={sealStep}
        />
      </label>
      <label className="field-row" data-layout="below">
        <span className="field-label">Description</span>
        <textarea
          className="field"
          rows={3}
          placeholder="What this flow is for"
          value={flow.description ?? ''}
          onChange={(event) => setFlowField('description', event.target.value)}
          onBlur={sealStep}
        />
      </label>
      <div className="field-row" data-layout="beside">
        <div className="field-label">
          <label htmlFor="flow-seed">Seed</label>
        </div>
        <div className="field-control">
          <Control
            id="flow-seed"
            label="Seed"
            schema={{ type: 'integer', minimum: 0, default: 7 }}
            value={flow.seed}
            columns={undefined}
            node=""
            invalid={false}
            onChange={(seed) => {
              if (typeof seed === 'number' && Number.isSafeInteger(seed)) setFlowField('seed', seed);
            }}
          />
        </div>
      </div>
      <section aria-label="Parameters" className="parameters">
        <h3 className="caps">Parameters</h3>
        <ul>
          {parameters.map(([name, parameter]) => (
            <ParameterRow key={name} name={name} parameter={parameter} />
          ))}
        </ul>
        <button type="button" className="button plain small" onClick={() => addParameter('number')}>
          <Plus size={13} /> Parameter
        </button>
      </section>
      {path ? (
        <p className="flow-path truncate" title={path}>
          <bdi>{path}</bdi>
        </p>
      ) : null}
    </div>
  );
};
