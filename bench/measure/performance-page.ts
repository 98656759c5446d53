/** Cells as they are shown, on the page and in the terminal. */
export interface BenchTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What a reader must know to read it right. */
  readonly notes?: readonly string[];
}

/** What a benchmark leaves behind: `bench/results/NAME.json`. */
export interface BenchResult {
  readonly name: string;
  readonly title: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: { readonly cores: number; readonly memoryGB: number; readonly architecture: string };
  readonly tables: readonly BenchTable[];
  /** Everything that was measured, for programs. */
  readonly measured: unknown;
}

const head = `# Performance

How long Millrace takes, side by side with other tools on the same machine, files and threads. Ratios are ours by theirs:
below 1 is faster. Seconds depend on the machine and on who else is at work on it; ratios hardly do. A result that differs
from the peer's counts as missed, however fast it is.

Each table comes from one command, which writes \`bench/results/\` and this page anew. \`--small\` is over in a minute and
changes neither. Peers need Python with pandas, scikit-learn and XGBoost (\`MILLRACE_PYTHON\` names another one than
\`/usr/bin/python3\`), and polars from npm, which \`npm ci --prefix bench/peers\` puts there once; what is not there is said
to be absent, and nothing is fetched meanwhile. The product itself needs none of them.
`;

const cell = (text: string): string => text.replaceAll('|', '\\|');
const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const tableText = ({ title, columns, rows, notes = [] }: BenchTable): string =>
  [
    `### ${title}`,
    '',
    line(columns),
    line(columns.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...rows.map(line),
    ...notes.flatMap((note) => ['', note]),
  ].join('\n');

const section = ({ name, title, versions, machine, tables }: BenchResult): string => {
  const list = Object.entries(versions).map(([what, version]) => `${what} ${version}`);
  return [
    `## ${title}`,
    `\`npm run bench -- ${name}\` on ${machine.cores} cores, ${machine.memoryGB} GB, ${machine.architecture}; ${list.join(', ')}.`,
    ...tables.map(tableText),
  ].join('\n\n');
};

/** docs/performance.md. */
export const performancePage = (results: readonly BenchResult[]): string =>
  `${[head.trim(), ...results.map(section)].join('\n\n')}\n`;
