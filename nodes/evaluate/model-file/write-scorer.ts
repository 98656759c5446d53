import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from '../../../contract/problem.ts';
import type { Finding } from '../../../contract/report.ts';
import type { RowProgram } from '../../../contract/row-program.ts';
import { toleranceOf } from './program-text.ts';
import { runJavascript, type ScorerRun } from './run-javascript.ts';
import { runPython } from './run-python.ts';
import { javascriptScorer, pythonScorer } from './scorer-files.ts';
import { differenceOfLines, goldenLines } from './verify-answers.ts';
import type { WriteModel, Writing, Written } from './written.ts';

interface Language {
  readonly name: string;
  readonly ending: string;
  text(program: RowProgram): string;
  /** Undefined where there is nothing here to run it. */
  run(path: string, input: string, signal: AbortSignal): Promise<ScorerRun | undefined>;
}

const javascript: Language = { name: 'JavaScript', ending: 'mjs', text: javascriptScorer, run: runJavascript };
const python: Language = { name: 'Python', ending: 'py', text: pythonScorer, run: runPython };

const notRun = ({ name }: Language, path: string): Finding => ({
  code: 'file.not-run',
  severity: 'warning',
  message: `There is no ${name} here to run ${path}, so its answers were not compared. Run it with --check where it will be used.`,
});

/** Runs the text on the golden rows, from a folder that is gone afterwards. */
const tried = async (text: string, input: string, language: Language, signal: AbortSignal) => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-scorer-'));
  try {
    const path = join(folder, `scorer.${language.ending}`);
    await writeFile(path, text);
    return await language.run(path, input, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const allowed = (tolerance: number): string =>
  tolerance > 1e-12 ? `${tolerance}, as the model itself counts in float32` : String(tolerance);

interface Scorer {
  readonly language: Language;
  readonly program: RowProgram;
  readonly text: string;
}

const verified = async ({ language, program, text }: Scorer, { model, path, ctx }: Writing): Promise<Written> => {
  const { golden } = model;
  if (!golden) throw fail('train.no-golden-rows');
  ctx.progress(undefined, `Checking the ${language.name} file`);
  const run = await tried(text, goldenLines(golden), language, ctx.signal);
  if (!run) return { facts: [{ label: 'Answers compared', value: 'none' }], findings: [notRun(language, path)] };
  const difference = run.reason ? Number.POSITIVE_INFINITY : differenceOfLines(golden, model.classes, run.output);
  const tolerance = toleranceOf(program);
  if (!(difference <= tolerance))
    throw fail('file.export-differs', {
      values: { path, difference: run.reason ?? `by up to ${difference.toExponential(1)}`, rows: golden.rows.length },
    });
  return {
    facts: [
      { label: 'Answers compared', value: `${golden.expected.length}, run as ${language.name}` },
      { label: 'Largest difference', value: difference === 0 ? 'none' : difference.toExponential(1) },
      { label: 'Difference allowed', value: allowed(tolerance) },
    ],
    findings: [],
  };
};

const writeScorer =
  (language: Language): WriteModel =>
  async (temporary, writing) => {
    const program = await writing.ctx.models.program(writing.model);
    const text = language.text(program);
    const written = await verified({ language, program, text }, writing);
    await writeFile(temporary, text);
    return written;
  };

export const writeJavascript = writeScorer(javascript);
export const writePython = writeScorer(python);
