import { writeFile } from 'node:fs/promises';
import { fail } from '../../../contract/problem.ts';
import type { Finding } from '../../../contract/report.ts';
import { onnxFile } from './onnx/onnx-file.ts';
import { runOnnx } from './onnx/run-onnx.ts';
import { largestDifference } from './verify-answers.ts';
import type { WriteModel } from './written.ts';

/** ONNX counts in floats, the model in doubles. */
const tolerance = 1e-5;

const behindSteps = (path: string, count: number): Finding => ({
  code: 'file.without-steps',
  severity: 'warning',
  message: `${path} takes rows as they are behind ${count === 1 ? 'the step' : `the ${count} steps`} before the learner, which ONNX does not have. Use the JavaScript or Python format to score raw rows.`,
  value: count,
});

/** The learner with what it needs of its features, on the columns that the recipe ends with. */
export const writeOnnx: WriteModel = async (temporary, { model, path, ctx }) => {
  const { golden } = model;
  if (!golden) throw fail('train.no-golden-rows');
  ctx.progress(undefined, 'Checking the ONNX file');
  const { estimator, columns, rows } = await ctx.models.portable(model);
  const file = onnxFile(model, estimator, columns);
  const difference = largestDifference(golden.expected, await runOnnx(file, rows, path));
  if (!(difference <= tolerance))
    throw fail('file.export-differs', {
      values: { path, rows: golden.rows.length, difference: `by up to ${difference.toExponential(1)}` },
    });
  await writeFile(temporary, file);
  const steps = model.recipe.filter(({ kind }) => kind === 'row' || kind === 'fitted').length;
  return {
    facts: [
      { label: 'Answers compared', value: `${golden.expected.length}, run by ONNX Runtime` },
      { label: 'Largest difference', value: difference === 0 ? 'none' : difference.toExponential(1) },
    ],
    findings: steps > 0 ? [behindSteps(path, steps)] : [],
  };
};
