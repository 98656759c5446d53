import { type About, type Row, rowColumns, tell, tellLine } from './print.ts';
import type { Ask, Sample } from './sample.ts';
import { openSide, type Program } from './side.ts';
import { type Protocol, sideBySide } from './side-by-side.ts';

export interface Comparison {
  readonly about: About;
  readonly ours: Omit<Program, 'name'>;
  readonly theirs: Omit<Program, 'name'>;
  readonly ask: Ask;
  /** Where the answers of both sides differ, so that their times can't be compared. */
  readonly differences: (ours: Sample, theirs: Sample) => readonly string[];
}

const absence = (peer: string, { install }: Comparison['theirs']): string =>
  install ? `${peer} is not there: ${install}` : `${peer} is not there`;

/** Both sides in processes of their own, so that memory is that of the task. */
const compare = async ({ about, ask, differences, ...sides }: Comparison, protocol: Protocol): Promise<Row> => {
  const ours = await openSide({ name: 'ours', ...sides.ours });
  const theirs = await openSide({ name: about.peer, ...sides.theirs });
  try {
    if (!ours) throw new Error('our side does not start');
    if (!theirs) return { ...about, absent: absence(about.peer, sides.theirs) };
    const compared = await sideBySide(ours, theirs, ask, protocol);
    const versions = { ...ours.versions, ...theirs.versions };
    return { ...about, versions, ...compared, differences: differences(compared.ours, compared.theirs) };
  } catch (error) {
    return { ...about, absent: error instanceof Error ? error.message : String(error) };
  } finally {
    ours?.close();
    theirs?.close();
  }
};

/** Measures one comparison after the other and prints a row each. */
export const compareSides = async (
  title: string,
  comparisons: readonly Comparison[],
  protocol: Protocol,
): Promise<readonly Row[]> => {
  tellLine([title]);
  tellLine(rowColumns);
  const rows: Row[] = [];
  for (const comparison of comparisons) {
    const row = await compare(comparison, protocol);
    rows.push(row);
    tell(row);
  }
  return rows;
};

export const versionsOf = (rows: readonly Row[]): Readonly<Record<string, string>> =>
  Object.assign({}, ...rows.map((row) => ('versions' in row ? row.versions : {})));
