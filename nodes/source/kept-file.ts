import type { SourceContext } from '../../contract/context.ts';

/** A context in which a file that was fetched stands for whichever file a reader asks for. */
export const withKeptFile = <C extends SourceContext>(ctx: C, path: string): C => ({
  ...ctx,
  files: { ...ctx.files, read: async () => path },
});
