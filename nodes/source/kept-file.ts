import type { SourceContext } from '../../contract/context.ts';

/** A context in which a file that was fetched stands for whichever file a reader asks for. */
export const withKeptFile = (ctx: SourceContext, path: string): SourceContext => ({
  ...ctx,
  files: { ...ctx.files, read: async () => path },
});
