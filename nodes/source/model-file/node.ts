import { z } from 'zod';
import { unsplit } from '../../../contract/column.ts';
import { defineSource } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail, problem } from '../../../contract/problem.ts';

const params = z.object({
  path: param(z.string().default(''), {
    title: 'File',
    description: 'A model that “Model file” has written, here or on another machine.',
    widget: 'file',
    extensions: ['millrace-model'],
  }),
});

const pathMissing = { param: 'path', values: { param: 'File' } };

export default defineSource({
  title: 'Model file',
  description: 'Opens a model that was trained before, and checks that it does here what it did there',
  keywords: ['model', 'bundle', 'load', 'open', 'pretrained', 'joblib', 'pickle', 'score'],
  icon: 'package-open',
  telling: ['path'],
  version: 1,
  params,
  outputs: { model: port.model() },
  inspect: async ({ path }, ctx) => {
    if (path !== '') await ctx.files.read(path);
    return { kind: 'table', split: unsplit };
  },
  shape: ({ path }) => ({
    outputs: { model: { kind: 'model' } },
    problems: path === '' ? [problem('param.required', pathMissing)] : [],
  }),
  read: async ({ path }, ctx) => {
    if (path === '') throw fail('param.required', pathMissing);
    return { model: await ctx.models.open(await ctx.files.read(path), path) };
  },
});
