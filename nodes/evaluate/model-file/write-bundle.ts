import type { WriteModel } from './written.ts';

/** A bundle takes every model, and is opened once before it is kept. */
export const writeBundle: WriteModel = async (temporary, { model, path, ctx }) => {
  await ctx.models.write(model, temporary);
  await ctx.models.open(temporary, path);
  return { facts: [{ label: 'Answers compared', value: String(model.golden?.expected.length ?? 0) }], findings: [] };
};
