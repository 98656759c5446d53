import type { TablePage } from '../../../contract/api.ts';
import type { ReportTable } from '../../../contract/report.ts';
import { PlainTable } from '../report/plain-table.tsx';

/** A table of examples need not show a thousand columns. */
const mostColumns = 30;

const asTable = (title: string, { columns, page }: TablePage): ReportTable => ({
  title,
  columns: ['row', ...columns.slice(0, mostColumns).map(({ name }) => name)],
  rows: page.map(({ row, cells }) => [
    String(row + 1),
    ...cells
      .slice(0, mostColumns)
      .map((cell) => (typeof cell === 'bigint' || typeof cell === 'boolean' ? String(cell) : cell)),
  ]),
});

/** The first rows that came or went. */
export const ChangedRows = ({ title, rows }: { readonly title: string; readonly rows: TablePage }) => (
  <section>
    <p className="caps">
      {title}
      {rows.page.length < rows.rows ? ` · the first ${rows.page.length}` : ''}
    </p>
    <PlainTable table={asTable(title, rows)} />
  </section>
);
