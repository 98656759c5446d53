import { useVirtualizer } from '@tanstack/react-virtual';
import { Search } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { ReportTable } from '../../../contract/report.ts';
import { keyed } from '../keyed.ts';
import { ScrollBox } from '../scroll-box.tsx';
import { TableCells } from './table-cells.tsx';
import { columnLooks, columnWidths, matchingLines } from './table-lines.ts';

/** As in report-view.css: one line of text each. Lines that are measured as they come into sight stop the End key on its way. */
const lineHeight = 29;

const silent = { 'aria-hidden': true } as const;

/** Stands for the lines above or below those that are drawn. */
const Gap = ({ height }: { readonly height: number }) =>
  height > 0 ? <tr className="table-gap" style={{ height }} {...silent} /> : null;

const countText = (found: number, all: number): string =>
  found === all
    ? `${all.toLocaleString('en-GB')} rows`
    : `${found.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')} rows`;

/** A table of a report with so many rows that only those in sight are drawn; what is sought in it stays. */
export const LongTable = ({ table }: { readonly table: ReportTable }) => {
  const [sought, setSought] = useState('');
  const columns = useMemo(() => keyed(table.columns, (column) => column), [table]);
  const looks = useMemo(() => columnLooks(table), [table]);
  const widths = useMemo(() => columnWidths(table, looks), [table, looks]);
  const lines = useMemo(() => matchingLines(table, sought), [table, sought]);
  const box = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => lines[index] ?? index,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const seek = (text: string): void => {
    setSought(text);
    virtual.scrollToOffset(0);
  };
  return (
    <>
      <div className="long-table-bar">
        <label className="long-table-search">
          <Search size={14} strokeWidth={1.75} aria-hidden="true" />
          <input
            className="field"
            type="search"
            aria-label={`Search in ${table.title}`}
            placeholder="Search"
            spellCheck={false}
            value={sought}
            onChange={(event) => seek(event.target.value)}
          />
        </label>
        <span role="status">{countText(lines.length, table.rows.length)}</span>
      </div>
      <ScrollBox ref={box} className="plain-table-box long-table" label={table.title}>
        <table className="plain-table" aria-rowcount={lines.length + 1}>
          <caption className="visually-hidden">{table.title}</caption>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map(({ key, item, index }) => (
                <th
                  key={key}
                  scope="col"
                  className={looks[index]?.className}
                  style={{ minWidth: `calc(${widths[index]}ch + 28px)` }}
                >
                  {item}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Gap height={items[0]?.start ?? 0} />
            {items.map(({ key, index }) => (
              <tr key={key} aria-rowindex={index + 2}>
                <TableCells table={table} columns={columns} looks={looks} line={lines[index] ?? 0} />
              </tr>
            ))}
            <Gap height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
          </tbody>
        </table>
      </ScrollBox>
    </>
  );
};
