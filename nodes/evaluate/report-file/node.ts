import { stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { defineNode } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail, problem } from '../../../contract/problem.ts';
import { report } from '../../../contract/report.ts';
import { htmlPage } from './html-page.ts';
import { markdownPage } from './markdown-page.ts';

const params = z.object({
  path: param(z.string().default(''), {
    title: 'File',
    description: 'File to write, relative to the folder of the flow: a page for .html, text for .md.',
    widget: 'save-file',
    extensions: ['html', 'md'],
  }),
  title: param(z.string().max(200).default(''), {
    title: 'Title',
    description: 'Heading of the page; the name of the flow where empty.',
  }),
});

const pathMissing = { param: 'path', values: { param: 'File' } };

export default defineNode({
  title: 'Report file',
  description: 'Writes reports and models as one page to hand on: figures, metrics, findings and model cards',
  keywords: ['export', 'HTML', 'Markdown', 'PDF', 'print', 'model card', 'share', 'document'],
  icon: 'file-text',
  telling: ['path'],
  version: 1,
  params,
  inputs: {
    reports: port.report({ title: 'reports', many: true, optional: true }),
    models: port.model({ title: 'models', many: true, optional: true }),
  },
  outputs: { report: port.report() },
  writesFiles: true,
  shape: (_, { path }) => ({
    outputs: { report: { kind: 'report' } },
    problems: path === '' ? [problem('param.required', pathMissing)] : [],
  }),
  run: async ({ reports, models }, { path, title }, ctx) => {
    if (path === '') throw fail('param.required', pathMissing);
    const content = { title: title || ctx.flow.name, flow: ctx.flow, reports, models };
    const isMarkdown = /\.(md|markdown)$/i.test(path);
    ctx.progress(undefined, 'Drawing the page');
    const page = isMarkdown ? markdownPage(content) : await htmlPage(content);
    const file = await ctx.files.write(path, (temporary) => writeFile(temporary, page));
    const { size } = await stat(file);
    return {
      report: report('Written page', {
        facts: [
          { label: 'File', value: path },
          { label: 'Reports', value: String(reports.length) },
          { label: 'Models', value: String(models.length) },
          { label: 'Figures', value: String(reports.reduce((sum, one) => sum + one.figures.length, 0)) },
          { label: 'Bytes', value: String(size) },
        ],
      }),
    };
  },
});
