import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { defineNode } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail, problem } from '../../../contract/problem.ts';
import { report } from '../../../contract/report.ts';
import { writeBundle } from './write-bundle.ts';
import type { WriteModel, Written } from './written.ts';

const formats = ['bundle', 'onnx', 'javascript', 'python'] as const;

/** The exports are loaded when one is asked for: the catalogue has no need of them. */
const writers: Readonly<Record<(typeof formats)[number], WriteModel>> = {
  bundle: writeBundle,
  onnx: async (...args) => (await import('./write-onnx.ts')).writeOnnx(...args),
  javascript: async (...args) => (await import('./write-scorer.ts')).writeJavascript(...args),
  python: async (...args) => (await import('./write-scorer.ts')).writePython(...args),
};

const params = z.object({
  path: param(z.string().default(''), {
    title: 'File',
    description: 'File to write, relative to the folder of the flow.',
    widget: 'save-file',
    extensions: ['millrace-model', 'onnx', 'mjs', 'py'],
  }),
  format: param(z.enum(formats).default('bundle'), {
    title: 'Format',
    description:
      'Bundle: for Millrace, takes every model. ONNX: the learner alone, on the columns behind the steps. JavaScript and Python: a program without dependencies that scores raw rows. Each is checked on rows whose answers are known before it is written.',
  }),
});

const pathMissing = { param: 'path', values: { param: 'File' } };

export default defineNode({
  title: 'Model file',
  description: 'Writes a model to a file that predicts on raw rows elsewhere',
  keywords: [
    'export',
    'save',
    'bundle',
    'deploy',
    'joblib',
    'pickle',
    'persist',
    'ONNX',
    'JavaScript',
    'Python',
    'scorer',
  ],
  icon: 'package',
  telling: ['path', 'format'],
  version: 1,
  params,
  inputs: { model: port.model() },
  outputs: { report: port.report() },
  writesFiles: true,
  shape: (_, { path }) => ({
    outputs: { report: { kind: 'report' } },
    problems: path === '' ? [problem('param.required', pathMissing)] : [],
  }),
  run: async ({ model }, { path, format }, ctx) => {
    if (path === '') throw fail('param.required', pathMissing);
    if (!model.golden) throw fail('train.no-golden-rows');
    let told: Written = { facts: [], findings: [] };
    const file = await ctx.files.write(path, async (temporary) => {
      told = await writers[format](temporary, { model, path, ctx });
    });
    for (const finding of told.findings) ctx.finding(finding);
    const { size } = await stat(file);
    return {
      report: report('Written model', {
        findings: told.findings,
        facts: [
          { label: 'File', value: path },
          { label: 'Model', value: model.name },
          { label: 'Steps before the learner', value: String(model.recipe.length) },
          { label: 'Rows it is checked by', value: String(model.golden.rows.length) },
          ...told.facts,
          { label: 'Bytes', value: String(size) },
        ],
      }),
    };
  },
});
