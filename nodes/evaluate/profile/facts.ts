import type { Fact } from '../../../contract/report.ts';
import type { TableProfile } from './profile-table.ts';

const counted = (value: number): string => value.toLocaleString('en');

/** The size of the table, and what was not looked at. */
export const profileFacts = ({ table, presence, columns, missing, correlations }: TableProfile): readonly Fact[] => {
  const cells = table.rows * table.columns.length;
  const lacking = columns.reduce((sum, { rows, present }) => sum + rows - present, 0);
  const facts: Fact[] = [
    { label: 'Rows', value: counted(table.rows) },
    { label: 'Columns', value: counted(table.columns.length) },
    {
      label: 'Missing cells',
      value: cells > 0 ? `${counted(lacking)} (${Number(((100 * lacking) / cells).toPrecision(3))} %)` : '0',
    },
    ...presence.parts.map(({ part, rows }) => ({ label: `Rows (${part})`, value: counted(rows) })),
  ];
  if (missing && missing.leftOut > 0)
    facts.push({ label: 'Missing together', value: `${missing.leftOut} further columns were left out` });
  if (correlations && correlations.names.length > 1) {
    const rows = `${correlations.sampled ? 'a sample of ' : ''}${counted(correlations.rows)} rows`;
    const rest = correlations.leftOut > 0 ? `; ${correlations.leftOut} further columns were left out` : '';
    facts.push({ label: 'Correlation', value: `${correlations.names.length} columns on ${rows}${rest}` });
  }
  return facts;
};
