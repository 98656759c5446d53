import type { ReportTable } from '../../../contract/report.ts';
import { keyed } from '../keyed.ts';
import { columnNumber, shownNumber } from './metric-text.ts';

const most = 500;

const isNumberColumn = ({ rows }: Pick<ReportTable, 'rows'>, index: number): boolean =>
  rows.some((row) => typeof row[index] === 'number') &&
  rows.every((row) => row[index] === null || row[index] === undefined || typeof row[index] === 'number');

const text = (value: string | number | null | undefined, numberText: (value: number) => string) => {
  if (value === null || value === undefined) return <span className="data-missing">—</span>;
  return typeof value === 'number' ? numberText(value) : value;
};

/** A small table of a report, or the numbers behind a figure. */
export const PlainTable = ({ table }: { readonly table: ReportTable }) => {
  const columns = keyed(table.columns, (column) => column);
  const texts = table.columns.map((_, index) => columnNumber(table.rows.map((row) => row[index])));
  const right = table.columns.map((_, index) => (isNumberColumn(table, index) ? 'right' : ''));
  return (
    <div className="plain-table-box">
      <table className="plain-table">
        <caption className="visually-hidden">{table.title}</caption>
        <thead>
          <tr>
            {columns.map(({ key, item, index }) => (
              <th key={key} scope="col" className={right[index]}>
                {item}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keyed(table.rows.slice(0, most), (row) => String(row[0])).map(({ key: place, item: row }) => (
            <tr key={place}>
              {columns.map(({ key, index }) => (
                <td key={key} className={right[index]}>
                  {text(row[index], texts[index] ?? shownNumber)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.rows.length > most ? (
        <p className="table-more">
          The first {most} of {table.rows.length.toLocaleString('en-GB')} rows
        </p>
      ) : null}
    </div>
  );
};
