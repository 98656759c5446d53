import type { ReportTable } from '../../../contract/report.ts';
import { keyed } from '../keyed.ts';
import { ScrollBox } from '../scroll-box.tsx';
import { LongTable } from './long-table.tsx';
import { TableCells } from './table-cells.tsx';
import { columnLooks } from './table-lines.ts';

/** As many lines as are drawn at once in no time. */
const few = 100;

const ShortTable = ({ table }: { readonly table: ReportTable }) => {
  const columns = keyed(table.columns, (column) => column);
  const looks = columnLooks(table);
  return (
    <ScrollBox className="plain-table-box" label={table.title}>
      <table className="plain-table">
        <caption className="visually-hidden">{table.title}</caption>
        <thead>
          <tr>
            {columns.map(({ key, item, index }) => (
              <th key={key} scope="col" className={looks[index]?.className}>
                {item}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keyed(table.rows, (row) => String(row[0])).map(({ key, index }) => (
            <tr key={key}>
              <TableCells table={table} columns={columns} looks={looks} line={index} />
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
};

/** A table of a report, or the numbers behind a figure. */
export const PlainTable = ({ table }: { readonly table: ReportTable }) =>
  table.rows.length > few ? <LongTable table={table} /> : <ShortTable table={table} />;
