import './search-space.css';
import { RotateCcw } from 'lucide-react';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { ControlProps } from '../inspector/controls/control.ts';
import { NumberControl } from '../inspector/controls/number-control.tsx';
import { useDocument } from '../state/document.ts';
import { useSession } from '../state/session.ts';
import { type Dimension, type WiredSpace, wiredSpaces } from './wired-spaces.ts';

type Edit = JsonObject;

const recordOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

/** Without what is empty, so that a space that is as it was takes no room in the flow. */
const withEdit = (value: Json | undefined, type: string, name: string, edit: Edit): Json | undefined => {
  const set = (record: JsonObject, key: string, inner: JsonObject): JsonObject => {
    const { [key]: _, ...rest } = record;
    return Object.keys(inner).length > 0 ? { ...rest, [key]: inner } : rest;
  };
  const next = set(recordOf(value), type, set(recordOf(recordOf(value)[type]), name, edit));
  return Object.keys(next).length > 0 ? next : undefined;
};

interface RowProps {
  readonly props: ControlProps;
  readonly dimension: Dimension;
  readonly edit: Edit;
  onEdit(edit: Edit): void;
}

const Ends = ({ props, dimension: { name, title, whole, range }, edit, onEdit }: RowProps) => {
  const end = (which: 'low' | 'high', word: string) => (
    <NumberControl
      id={`${props.id}-${name}-${which}`}
      label={`${title}, ${word}`}
      schema={{ type: whole ? 'integer' : 'number', default: range?.[which] ?? 0 }}
      value={(edit[which] as number | undefined) ?? range?.[which]}
      invalid={false}
      columns={undefined}
      node={props.node}
      onChange={(value) => {
        const { [which]: _, ...rest } = edit;
        onEdit(typeof value === 'number' && value !== range?.[which] ? { ...rest, [which]: value } : rest);
      }}
    />
  );
  const log = (edit['log'] as boolean | undefined) ?? range?.log ?? false;
  return (
    <>
      {end('low', 'from')}
      <span aria-hidden="true">–</span>
      {end('high', 'to')}
      <label className="space-log" title="Spread evenly over orders of magnitude">
        <input
          type="checkbox"
          aria-label={`${title}, logarithmic`}
          checked={log}
          onChange={(event) => {
            const { log: _, ...rest } = edit;
            onEdit(event.target.checked === range?.log ? rest : { ...rest, log: event.target.checked });
          }}
        />
        log
      </label>
    </>
  );
};

const Choices = ({ dimension: { title, choices = [] }, edit, onEdit }: RowProps) => {
  const kept = (edit['choices'] as readonly Json[] | undefined) ?? choices;
  const toggle = (choice: Json): void => {
    const next = choices.filter((one) => (one === choice ? !kept.includes(one) : kept.includes(one)));
    const { choices: _, ...rest } = edit;
    if (next.length > 0) onEdit(next.length === choices.length ? rest : { ...rest, choices: next });
  };
  return (
    <span className="space-choices">
      {choices.map((choice) => (
        <button
          key={String(choice)}
          type="button"
          className="chip"
          aria-pressed={kept.includes(choice)}
          aria-label={`${title}: ${String(choice)}`}
          onClick={() => toggle(choice)}
        >
          {String(choice)}
        </button>
      ))}
    </span>
  );
};

const Row = (row: RowProps) => {
  const { dimension, edit, onEdit } = row;
  const { fixed = false, ...rest } = edit;
  return (
    <div className="space-row" data-fixed={fixed === true || undefined}>
      <label className="space-name">
        <input
          type="checkbox"
          aria-label={`Search over ${dimension.title}`}
          checked={fixed !== true}
          onChange={(event) => onEdit(event.target.checked ? rest : { ...rest, fixed: true })}
        />
        <span className="truncate" title={dimension.title}>
          {dimension.title}
        </span>
      </label>
      <span className="space-value">
        {fixed === true ? (
          <span className="space-fixed">as it is set</span>
        ) : dimension.choices ? (
          <Choices {...row} />
        ) : (
          <Ends {...row} />
        )}
      </span>
      <button
        type="button"
        className="icon-button small"
        aria-label={`Reset the range of ${dimension.title}`}
        disabled={Object.keys(edit).length === 0}
        onClick={() => onEdit({})}
      >
        <RotateCcw size={12} strokeWidth={2} aria-hidden="true" />
      </button>
    </div>
  );
};

const Space = ({ props, space }: { readonly props: ControlProps; readonly space: WiredSpace }) => {
  const edits = recordOf(recordOf(props.value)[space.type]);
  return (
    <fieldset className="space-learner">
      <legend>{space.title}</legend>
      {space.dimensions.map((dimension) => (
        <Row
          key={dimension.name}
          props={{ ...props, id: `${props.id}-${space.type}` }}
          dimension={dimension}
          edit={recordOf(edits[dimension.name])}
          onEdit={(edit) => props.onChange(withEdit(props.value, space.type, dimension.name, edit))}
        />
      ))}
    </fieldset>
  );
};

/** The ranges of the learners that are wired to the node, to be changed. */
export const SearchSpaceControl = (props: ControlProps) => {
  const flow = useDocument((state) => state.flow);
  const entries = useSession((state) => state.entries);
  const spaces = wiredSpaces(flow, entries, props.node);
  if (spaces.length === 0)
    return <p className="space-none">Wire a learner to this node, and what it can be searched over is listed here.</p>;
  return (
    <div className="search-space" id={props.id}>
      {spaces.map((space) => (
        <Space key={space.type} props={props} space={space} />
      ))}
    </div>
  );
};
