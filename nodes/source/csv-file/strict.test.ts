import { expect, test } from 'vitest';
import { sqlText } from '../../../contract/sql.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { readingsFor } from './readings.ts';

const texts = [
  ...['2020-01-01', '2020-1-1', '2020-1-01 ', '2020-02-30', '0000-01-01', '0001-01-01', '-001-01-01', '9999-12-31'],
  ...['12020-1-01', '2020-01-01 10:00:00', '2020-01-01T10:00:00', '2020-01-01 24:00:00', '2020-01-01 10:00:60'],
  ...[
    '2020-01-01 10:00',
    '2020-01-01 10:00:00.5',
    '2020-01-01 10:00:00Z',
    '2020-01-01 10:00:00+01',
    '12020-01-01 1:00:00',
  ],
  ...['infinity', '-infinity', 'epoch', '2020-01-01 (BC)', '0044-03-15 (BC) 00:00', '2020/01/01', '01-01-2020'],
  ...['5', '-5', '+5', '0', '-0', '007', '1.5', '1.0', '1e3', '1_000', ' 5', '5 ', '0x10', '0b1', '٣', ''],
  ...['9223372036854775807', '9223372036854775808', '-9223372036854775808', '12345678901234567890'],
  ...['true', 'false', 'TRUE', 'False', 't', 'f', 'yes', '1', 'true '],
];

test('a text that a quick look is sure of fits, and has the same value', async () => {
  const ctx = await openContext();
  for (const reading of readingsFor('.', ',').filter(({ quick }) => quick)) {
    const values = texts.map((text) => `(${sqlText(text)})`).join(', ');
    const rows = await ctx.tables.rows(
      `SELECT t, ${reading.quick?.sure('t', 'g')} AS sure, g::VARCHAR AS guess,
         CASE WHEN ${reading.fits('t')} THEN CAST(${reading.value('t')} AS VARCHAR) END AS value
       FROM (SELECT t, ${reading.quick?.guess('t')} AS g FROM (VALUES ${values}) v(t))`,
    );
    const sure = rows.filter((row) => row['sure'] === true);
    expect(sure.length, reading.id).toBeGreaterThan(1);
    for (const { t, guess, value } of sure) expect([t, guess]).toEqual([t, value]);
  }
  await ctx.close();
});
