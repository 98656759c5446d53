import type { NodeContext } from '../../contract/context.ts';
import { questionsOf } from './csv-file/columns.ts';
import type { CsvParams } from './csv-file/params.ts';
import type { Reading } from './csv-file/readings.ts';
import { cellSql } from './csv-file/scan.ts';
import { type OpenCsv, textsSql } from './csv-texts.ts';
import type { FileSchema } from './lake.ts';

interface Comparing {
  readonly ctx: NodeContext;
  readonly settings: CsvParams;
  readonly limit: number | undefined;
}

/** Columns asked about at once. */
const atOnce = 50;

/** The columns of each file, with the kind that all of its own values have. */
export const csvSchemas = async (opened: readonly OpenCsv[], comparing: Comparing): Promise<readonly FileSchema[]> => {
  const readings = new Map<string, Map<string, Reading>>();
  for (const { prepared } of opened)
    for (const { name, readings: possible } of questionsOf(prepared, comparing.settings)) {
      const known = readings.get(name) ?? new Map<string, Reading>();
      // Without a value in its head a file leaves every reading open, and says nothing of any.
      if (possible.length < mostPlausible) for (const reading of possible) known.set(reading.id, reading);
      readings.set(name, known);
    }
  const kinds = opened.map(() => new Map<string, string | undefined>());
  const names = [...readings.keys()];
  for (let start = 0; start < names.length; start += atOnce)
    await askSome(opened, new Map([...readings].slice(start, start + atOnce)), { ...comparing, kinds });
  return opened.map(({ file, prepared }, index) => ({
    name: file.name,
    columns: new Map(prepared.names.map((name) => [name, kinds[index]?.get(name)])),
  }));
};

/** A text fits fewer readings than there are; where all fit, there was none. */
const mostPlausible = 12;

const askSome = async (
  opened: readonly OpenCsv[],
  readings: ReadonlyMap<string, ReadonlyMap<string, Reading>>,
  { ctx, limit, kinds }: Comparing & { readonly kinds: readonly Map<string, string | undefined>[] },
): Promise<void> => {
  const columns = [...readings];
  const names = columns.map(([name]) => name);
  const spaced = opened.some(({ prepared }) => prepared.cells.spaced);
  const cells = { missing: opened[0]?.prepared.cells.missing ?? [], spaced };
  const texts = names.map((name, index) => `${cellSql(name, cells)} AS c${index}`);
  const counts = columns.flatMap(([, possible], index) => [
    `count(c${index}) AS p${index}`,
    ...[...possible.values()].map((one, r) => `count(*) FILTER (${one.fits(`c${index}`)}) AS r${index}_${r}`),
  ]);
  const all = opened.map((one, index) => textsSql(one, names, { index, limit })).join(' UNION ALL ');
  const rows = await ctx.tables.rows(
    `SELECT __file, ${counts.join(', ')} FROM (SELECT __file, ${texts.join(', ')} FROM (${all})) GROUP BY __file`,
  );
  for (const row of rows)
    for (const [index, [name, possible]] of columns.entries()) {
      const present = Number(row[`p${index}`]);
      const fitting = [...possible.values()].filter((_, r) => Number(row[`r${index}_${r}`]) === present);
      kinds[Number(row['__file'])]?.set(name, present === 0 ? undefined : kindOf(fitting));
    }
};

const order = ['boolean', 'integer', 'number', 'datetime'];

const kindOf = (fitting: readonly Reading[]): string => {
  const types = fitting.map(({ type }) => type).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const [best = 'text'] = types;
  return best === 'integer' ? 'number' : best;
};
