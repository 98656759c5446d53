import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { defineNode } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail, problem } from '../../../contract/problem.ts';
import { report } from '../../../contract/report.ts';

const params = z.object({
  path: param(z.string().default(''), {
    title: 'File',
    description: 'File to write, relative to the folder of the flow.',
    widget: 'save-file',
    extensions: ['millrace-model'],
  }),
});

const pathMissing = { param: 'path', values: { param: 'File' } };

export default defineNode({
  title: 'Model file',
  description: 'Writes a model to a file that predicts on raw rows elsewhere',
  keywords: ['export', 'save', 'bundle', 'deploy', 'joblib', 'pickle', 'persist'],
  icon: 'package',
  telling: ['path'],
  version: 1,
  params,
  inputs: { model: port.model() },
  outputs: { report: port.report() },
  writesFiles: true,
  shape: (_, { path }) => ({
    outputs: { report: { kind: 'report' } },
    problems: path === '' ? [problem('param.required', pathMissing)] : [],
  }),
  run: async ({ model }, { path }, ctx) => {
    if (path === '') throw fail('param.required', pathMissing);
    if (!model.golden) throw fail('train.no-golden-rows');
    const written = await ctx.files.write(path, async (temporary) => {
      await ctx.models.write(model, temporary);
      await ctx.models.open(temporary, path);
    });
    const { size } = await stat(written);
    return {
      report: report('Written model', {
        facts: [
          { label: 'File', value: path },
          { label: 'Model', value: model.name },
          { label: 'Steps before the learner', value: String(model.recipe.length) },
          { label: 'Rows it is checked by', value: String(model.golden.rows.length) },
          { label: 'Bytes', value: String(size) },
        ],
      }),
    };
  },
});
