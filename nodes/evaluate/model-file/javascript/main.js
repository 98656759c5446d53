import { scoreLines, scorerOf } from './scorer.js';

const isSame = (a, b) =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= program.tolerance * Math.max(1, Math.abs(a), Math.abs(b)));

/** Whether the model answers here as it did where it was made, for the rows that it brings along. */
export const check = () => {
  const { columns, rows, expected } = program.golden;
  const answers = rows.flatMap((row) => {
    const { predicted, probabilities } = score(Object.fromEntries(columns.map((name, at) => [name, row[at]])));
    return probabilities ? program.classes.map((name) => probabilities[name]) : [predicted];
  });
  return answers.length === expected.length && answers.every((answer, at) => isSame(answer, expected[at]));
};

/** The answer for one raw row, an object of values by column. */
export const score = scorerOf(program);

const runsByItself = async () => {
  if (typeof process === 'undefined' || !process.argv?.[1]) return false;
  const [{ realpathSync }, { pathToFileURL }] = await Promise.all([import('node:fs'), import('node:url')]);
  return import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href;
};

const run = async () => {
  if (process.argv.includes('--check')) {
    const rows = program.golden.rows.length;
    process.stdout.write(
      check() ? `${rows} rows are answered as they were.\n` : 'The answers are not what they were.\n',
    );
    process.exitCode = check() ? 0 : 1;
    return;
  }
  const { createInterface } = await import('node:readline');
  await scoreLines(score, createInterface({ input: process.stdin }), process.stdout);
};

if (await runsByItself()) {
  await run().catch(({ message }) => {
    process.stderr.write(`${message}\n`);
    process.exitCode = 1;
  });
}
