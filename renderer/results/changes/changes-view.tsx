import './changes.css';
import type { TableChanges } from '../../../contract/api.ts';
import type { Finding } from '../../../contract/report.ts';
import { useFlow, useFlowNode } from '../../state/document.ts';
import { useNodeResult, useRuns } from '../../state/runs.ts';
import { useSession } from '../../state/session.ts';
import { Empty } from '../empty.tsx';
import { NoData } from '../no-data.tsx';
import { FindingList } from '../report/finding-list.tsx';
import { ScrollBox } from '../scroll-box.tsx';
import { StaleStripe } from '../stale-stripe.tsx';
import { ChangedCells } from './changed-cells.tsx';
import { ChangedColumns } from './changed-columns.tsx';
import { ChangedRows } from './changed-rows.tsx';
import { type Comparable, comparable } from './incoming.ts';
import { useTableChanges } from './use-table-changes.ts';

const number = (value: number): string => value.toLocaleString('en-GB');

const Rows = ({ rows }: { readonly rows: TableChanges['rows'] }) => (
  <p className="changes-rows">
    <b>
      {number(rows.before)} → {number(rows.after)}
    </b>{' '}
    rows
    {rows.dropped > 0 ? <span className="changes-dropped">{number(rows.dropped)} dropped</span> : null}
    {rows.added > 0 ? <span className="changes-added">{number(rows.added)} added</span> : null}
    {rows.dropped + rows.added === 0 ? <span>none dropped, none added</span> : null}
  </p>
);

const changedColumns = ({ added, removed, altered }: TableChanges['columns']): number =>
  added.length + removed.length + altered.length;

const isEmpty = ({ rows, columns, cells }: TableChanges): boolean =>
  rows.dropped + rows.added + changedColumns(columns) + cells.length === 0;

const Told = ({ changes, findings }: { readonly changes: TableChanges; readonly findings: readonly Finding[] }) => (
  <div className="changes">
    <Rows rows={changes.rows} />
    {isEmpty(changes) ? <Empty title="This step changed nothing">The table left it as it came in.</Empty> : null}
    {findings.length > 0 ? (
      <section>
        <p className="caps">What the node says</p>
        <FindingList findings={findings} />
      </section>
    ) : null}
    {changedColumns(changes.columns) > 0 ? (
      <section>
        <p className="caps">Columns</p>
        <ChangedColumns columns={changes.columns} />
      </section>
    ) : null}
    {changes.cells.length > 0 ? (
      <section>
        <p className="caps">Cells changed</p>
        <ChangedCells cells={changes.cells} />
      </section>
    ) : null}
    {changes.notCompared > 0 ? (
      <p className="changed-count">The cells of {number(changes.notCompared)} more columns were not compared.</p>
    ) : null}
    {changes.rows.dropped > 0 ? <ChangedRows title="Rows dropped" rows={changes.dropped} /> : null}
    {changes.rows.added > 0 ? <ChangedRows title="Rows added" rows={changes.added} /> : null}
  </div>
);

const Compared = ({ node, tables }: { readonly node: string; readonly tables: Comparable }) => {
  const { changes, failure } = useTableChanges(tables.before, tables.after.handle);
  const findings = useNodeResult(node)?.findings ?? [];
  return (
    <ScrollBox className="results-scroll" label="Changes">
      <StaleStripe node={node} />
      {failure ? <Empty title={failure.message}>{failure.hint}</Empty> : null}
      {!failure && !changes ? <Empty title="Comparing the tables…" /> : null}
      {changes ? <Told changes={changes} findings={findings} /> : null}
    </ScrollBox>
  );
};

/** What a node did to the table that came in: rows, columns and cells, in counts and first examples. */
export const ChangesView = ({ node }: { readonly node: string }) => {
  const flow = useFlow();
  const type = useFlowNode(node)?.type ?? '';
  const input = useSession((state) => state.entries[type]?.continues) ?? 'table';
  const results = useRuns((state) => state.lastResults);
  const tables = comparable(flow, { node, input }, (id) => results[id]?.outputs);
  return tables ? <Compared node={node} tables={tables} /> : <NoData node={node} />;
};
