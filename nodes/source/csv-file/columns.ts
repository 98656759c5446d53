import type { Column } from '../../../contract/column.ts';
import type { ColumnProfile } from './decide-type.ts';
import type { CsvParams } from './params.ts';
import { plausibleReadings } from './plausible.ts';
import type { Prepared } from './prepare.ts';
import { readingsFor } from './readings.ts';

/** What to ask all rows about each column: the readings that the head of the file leaves possible. */
export const questionsOf = (prepared: Prepared, settings: CsvParams) => {
  const readings = readingsFor(settings.decimal, prepared.quoting.delimiter);
  const isMissing = (text: string): boolean => text.trim() === '' || settings.missing.includes(text.trim());
  return prepared.names.map((name, index) => ({
    name,
    readings: plausibleReadings(
      readings,
      prepared.records.map((record) => record[index] ?? ''),
      isMissing,
    ),
  }));
};

export const columnOf = ({ name, type }: Pick<ColumnProfile, 'name' | 'type'>): Column => ({
  name,
  type,
  role: 'feature',
});
