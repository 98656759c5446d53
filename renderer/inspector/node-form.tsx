import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight } from 'lucide-react';
import type { CatalogueEntry } from '../../contract/catalogue.ts';
import type { Column } from '../../contract/column.ts';
import type { FlowNode } from '../../contract/flow.ts';
import type { JsonObject } from '../../contract/json.ts';
import { useInputShapes, useProblems } from '../state/session.ts';
import { SuggestButton } from '../suggest/suggest-button.tsx';
import { FieldRow } from './field-row.tsx';
import { type Field, fieldsOf } from './schema.ts';

const useColumns = (
  node: string,
  entry: CatalogueEntry,
): ((input: string | undefined) => readonly Column[] | undefined) => {
  const shapes = useInputShapes(node);
  const first = Object.entries(entry.inputs).find(([, port]) => port.kind === 'table' || port.kind === 'predictions');
  return (input) => shapes?.[input ?? first?.[0] ?? '']?.columns;
};

interface NodeFormProps {
  readonly id: string;
  readonly node: FlowNode;
  readonly entry: CatalogueEntry;
}

/** The settings of a node, drawn from its schema; rarely needed ones under “Advanced”. */
export const NodeForm = ({ id, node, entry }: NodeFormProps) => {
  const columnsAt = useColumns(id, entry);
  const problems = useProblems();
  const fields = fieldsOf(entry, (node.params ?? {}) as JsonObject);
  const { suggests } = entry;
  const hidden = fields.some((field) => field.name === suggests?.param && field.schema.advanced);
  const suggest = suggests ? <SuggestButton key="suggest" node={id} suggests={suggests} /> : null;
  const row = (field: Field) => (
    <FieldRow
      key={field.name}
      node={id}
      field={field}
      columns={columnsAt(field.schema.input)}
      problem={problems.find((problem) => problem.node === id && problem.param === field.name)}
    />
  );
  const advanced = fields.filter((field) => field.schema.advanced);
  const changed = advanced.filter((field) => field.changed).length;
  return (
    <div className="inspector-form">
      {fields
        .filter((field) => !field.schema.advanced)
        .map((field) => (field.name === suggests?.param ? [row(field), suggest] : row(field)))}
      {hidden ? suggest : null}
      {fields.length === 0 ? <p className="panel-empty">This node has no settings.</p> : null}
      {advanced.length > 0 ? (
        <Collapsible.Root className="advanced" defaultOpen={changed > 0}>
          <Collapsible.Trigger className="advanced-trigger">
            <ChevronRight size={14} aria-hidden="true" />
            Advanced
            <span className="advanced-count">{changed > 0 ? `${changed} changed` : advanced.length}</span>
          </Collapsible.Trigger>
          <Collapsible.Panel className="advanced-panel">{advanced.map(row)}</Collapsible.Panel>
        </Collapsible.Root>
      ) : null}
    </div>
  );
};
