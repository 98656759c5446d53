import { ClipboardPaste, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { Json } from '../../../contract/json.ts';
import { setParams } from '../../edit/flow-commands.ts';
import { Modal } from '../../shell/modal.tsx';
import { useFlowNode } from '../../state/document.ts';
import { readTable } from '../grid-text.ts';
import type { ControlProps } from './control.ts';
import { GridTable } from './grid-table.tsx';

export interface Grid {
  readonly columns: readonly { readonly name: string; readonly type?: string }[];
  readonly rows: readonly (readonly Json[])[];
}

const named = (value: unknown): value is { readonly name: string; readonly type?: string } =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';

const useGrid = (node: string, value: Json | undefined): Grid => {
  const params = useFlowNode(node)?.params ?? {};
  const rows = (Array.isArray(value) ? value : []).filter((row): row is readonly Json[] => Array.isArray(row));
  const given = Array.isArray(params['columns']) ? params['columns'].filter(named) : [];
  const width = Math.max(given.length, ...rows.map((row) => row.length), 0);
  return {
    rows,
    columns: Array.from({ length: width }, (_, index) => given[index] ?? { name: `column_${index + 1}` }),
  };
};

const PasteArea = ({ onPaste }: { onPaste(text: string): void }) => {
  const [text, setText] = useState('');
  return (
    <div className="grid-paste">
      <textarea
        className="field mono"
        rows={4}
        aria-label="Text to make a table of"
        placeholder={'species,mass\nAdelie,3750\nGentoo,5000'}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="button" className="button" disabled={text.trim() === ''} onClick={() => onPaste(text)}>
        <ClipboardPaste size={14} strokeWidth={1.75} aria-hidden="true" />
        Replace the table by this text
      </button>
    </div>
  );
};

/** A small table that is kept in the flow: edited in a dialog, cell by cell or as text. */
export const GridControl = ({ id, label, node, value }: ControlProps) => {
  const [open, setOpen] = useState(false);
  const grid = useGrid(node, value);
  const put = ({ columns, rows }: Grid): void =>
    setParams(node, { rows: rows as Json, columns: columns.map((column) => ({ ...column })) as Json });
  return (
    <>
      <button id={id} type="button" className="button grid-open" onClick={() => setOpen(true)}>
        <Pencil size={14} strokeWidth={1.75} aria-hidden="true" />
        {grid.rows.length === 0
          ? 'Type or paste a table…'
          : `${grid.rows.length} rows × ${grid.columns.length} columns`}
      </button>
      {open ? (
        <Modal title={label} className="grid-dialog" onLeave={() => setOpen(false)}>
          <GridTable grid={grid} onChange={put} />
          <PasteArea
            onPaste={(text) => {
              const { columns, rows } = readTable(text);
              put({ columns: columns.map((name) => ({ name })), rows });
            }}
          />
        </Modal>
      ) : null}
    </>
  );
};
