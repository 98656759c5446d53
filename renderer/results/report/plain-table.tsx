import type { ReactNode } from 'react';
import type { ReportTable } from '../../../contract/report.ts';
import type { RowPick } from '../../../contract/row-pick.ts';
import { keyed } from '../keyed.ts';
import { useShowRows } from '../picks/show-rows.ts';
import { ScrollBox } from '../scroll-box.tsx';
import { columnNumber, shownNumber } from './metric-text.ts';

const most = 500;

const isNumberColumn = ({ rows }: Pick<ReportTable, 'rows'>, index: number): boolean =>
  rows.some((row) => typeof row[index] === 'number') &&
  rows.every((row) => row[index] === null || row[index] === undefined || typeof row[index] === 'number');

const text = (value: string | number | null | undefined, numberText: (value: number) => string) => {
  if (value === null || value === undefined) return <span className="data-missing">—</span>;
  return typeof value === 'number' ? numberText(value) : value;
};

/** The first cell of a line that stands for rows shows them. */
const Picking = ({ pick, children }: { readonly pick: RowPick | null | undefined; readonly children: ReactNode }) => {
  const show = useShowRows();
  if (!pick || !show) return children;
  return (
    <button type="button" className="pick-button" title={`Show ${pick.label}`} onClick={() => show(pick)}>
      {children}
    </button>
  );
};

const longText = 32;

/** Texts that take several lines, so that the numbers beside them stay in sight. */
const isLongColumn = ({ rows }: Pick<ReportTable, 'rows'>, index: number): boolean =>
  rows.some((row) => String(row[index] ?? '').length > longText);

/** A small table of a report, or the numbers behind a figure. */
export const PlainTable = ({ table }: { readonly table: ReportTable }) => {
  const columns = keyed(table.columns, (column) => column);
  const texts = table.columns.map((_, index) => columnNumber(table.rows.map((row) => row[index])));
  const look = table.columns.map((_, index) =>
    isNumberColumn(table, index) ? 'right' : isLongColumn(table, index) ? 'long' : '',
  );
  return (
    <ScrollBox className="plain-table-box" label={table.title}>
      <table className="plain-table">
        <caption className="visually-hidden">{table.title}</caption>
        <thead>
          <tr>
            {columns.map(({ key, item, index }) => (
              <th key={key} scope="col" className={look[index]}>
                {item}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keyed(table.rows.slice(0, most), (row) => String(row[0])).map(({ key: place, item: row, index: line }) => (
            <tr key={place}>
              {columns.map(({ key, index }) => (
                <td key={key} className={look[index]}>
                  <Picking pick={index === 0 ? table.picks?.[line] : undefined}>
                    {text(row[index], texts[index] ?? shownNumber)}
                  </Picking>
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
    </ScrollBox>
  );
};
